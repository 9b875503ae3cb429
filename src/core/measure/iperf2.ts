import { texts } from '../../shared/texts/text.ts';
import { type Bandwidth, checkedBandwidth, minIntervalSeconds } from './bandwidth.ts';
import { type IperfOptions, type Report, readCsvReport, readReport } from './iperf-report.ts';
import { nodeLines, quoted } from './node-text.ts';
import { failed, type Parsed } from './parsed.ts';

const failure =
  /\b(?:connect|write|writen?|read|bind|socket|setsockopt) failed\b|\bconnect to .{1,300} failed\b|\berror: |^iperf: |lookup failure/i;
const connected = /^\[ {0,3}\d{1,5}\] local .{1,300} connected with /;

/** Timers of iperf 2 end a run a little early or late. */
const completeShare = 0.9;

/** Reads what a client of iperf 2.0 to 2.2 printed, as text or as `-y C`, whatever its units. */
export function parseIperf2(text: string, options: IperfOptions = {}): Parsed<Bandwidth> {
  const lines = nodeLines(text);
  const broken = lines.find((line) => failure.test(line));
  if (broken !== undefined) return failed(texts.measure.said({ program: 'iperf', line: quoted(broken) }));
  const csv = lines.flatMap((line) => readCsvReport(line) ?? []);
  const reports = csv.length > 0 ? csv : lines.flatMap((line) => readReport(line) ?? []);
  if (reports.length === 0) return failed(texts.measure.noResult);
  const ids = new Set(reports.filter((report) => report.id !== 'sum').map((report) => report.id));
  const streams = Math.max(ids.size, lines.filter((line) => connected.test(line)).length, 1);
  const summed = streams > 1 ? sums(reports, csv.length > 0) : reports;
  const total = totalOf(summed);
  if (total === undefined) return failed(texts.measure.noTotal({ streams }));
  if (total.seconds < (options.expectedSeconds ?? 0) * completeShare) {
    return failed(texts.measure.interrupted({ seconds: total.seconds, expected: options.expectedSeconds ?? 0 }));
  }
  return checkedBandwidth({
    tool: 'iperf2',
    seconds: total.seconds,
    bytes: total.bytes,
    bitsPerSecond: total.bitsPerSecond,
    streams,
    perSecond: summed
      .filter((report) => report.seconds >= minIntervalSeconds && !covers(report, total.end))
      .map((report) => report.bitsPerSecond),
  });
}

/** The lines over all streams. iperf 2.0.14 and 2.1 print none with `-y C`: there the streams' totals are added. */
function sums(reports: readonly Report[], csv: boolean): Report[] {
  const printed = reports.filter((report) => report.id === 'sum');
  if (printed.length > 0 || !csv) return printed;
  const ids = new Set(reports.map((report) => report.id));
  const totals = [...ids].map((id) => totalOf(reports.filter((report) => report.id === id)));
  return totals.reduce<Report[]>((all, total) => {
    const [sum] = all;
    if (total === undefined) return [];
    if (sum === undefined) return [total];
    const bitsPerSecond = sum.bitsPerSecond + total.bitsPerSecond;
    return [{ ...sum, id: 'sum', bytes: sum.bytes + total.bytes, bitsPerSecond }];
  }, []);
}

/** The last line that begins at 0 and reaches the end; of two such, the second is what the server reports (UDP). */
function totalOf(reports: readonly Report[]): Report | undefined {
  const end = Math.max(...reports.map((report) => report.end));
  return reports.findLast((report) => covers(report, end));
}

function covers(report: Report, end: number): boolean {
  return report.start === 0 && report.end >= end * completeShare;
}
