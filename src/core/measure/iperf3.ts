import { texts } from '../../shared/texts/text.ts';
import { type Bandwidth, checkedBandwidth, minIntervalSeconds } from './bandwidth.ts';
import { type IperfOptions, type Report, readReport } from './iperf-report.ts';
import { nodeLines, quoted } from './node-text.ts';
import { failed, type Parsed } from './parsed.ts';

/** A run that ends much earlier than it was told to was interrupted. */
const completeShare = 0.9;

const connected = /^\[ {0,3}\d{1,5}\] local .{1,300} connected to /;
const role = / (sender|receiver)$/;
/** Of TCP alone: segments that were sent again. */
const resent = /bits\/sec {1,5}(\d{1,12}) {2,}sender$/;

interface Line extends Report {
  /** Who counted it, in the totals at the end. */
  by: string | undefined;
  text: string;
}

/** Reads what a client of iperf3 printed. What the receiver counted is the result; no line of it, no result. */
export function parseIperf3(text: string, { expectedSeconds = 0 }: IperfOptions = {}): Parsed<Bandwidth> {
  const lines = nodeLines(text).map((line) => line.trimEnd());
  const broken = lines.find((line) => /^iperf3: error/.test(line));
  if (broken !== undefined)
    return failed(
      texts.measure.said({ program: 'iperf3', line: quoted(broken.replace(/^iperf3: error(?: - )?/, '')) }),
    );
  const reports = lines.flatMap((line) => readLine(line) ?? []);
  if (reports.length === 0)
    return failed(
      text.trim() === '' ? texts.measure.printedNothing({ program: 'iperf3' }) : texts.measure.iperf3CutOff,
    );
  const streams = Math.max(lines.filter((line) => connected.test(line)).length, 1);
  // Of several streams the lines over all of them.
  const summed = reports.filter(({ id }) => streams === 1 || id === 'sum');
  const total = summed.find(({ by }) => by === 'receiver');
  if (!total) return failed(texts.measure.iperf3NoResult);
  if (total.seconds < expectedSeconds * completeShare)
    return failed(texts.measure.interrupted({ seconds: total.seconds, expected: expectedSeconds }));
  const retransmits = resent.exec(summed.find(({ by }) => by === 'sender')?.text ?? '')?.[1];
  return checkedBandwidth({
    tool: 'iperf3',
    seconds: total.seconds,
    bytes: total.bytes,
    bitsPerSecond: total.bitsPerSecond,
    ...(retransmits !== undefined && { retransmits: Number(retransmits) }),
    streams,
    perSecond: summed
      .filter(({ by, seconds, text: line }) => !by && seconds >= minIntervalSeconds && !line.endsWith('(omitted)'))
      .map(({ bitsPerSecond }) => bitsPerSecond),
  });
}

function readLine(text: string): Line | undefined {
  const report = readReport(text);
  return report && { ...report, by: role.exec(text)?.[1], text };
}
