import { texts } from '../../shared/texts/text.ts';
import { decimal, quoted } from './node-text.ts';
import { failed, type Parsed, parsed } from './parsed.ts';

export interface PingCounts {
  sent: number;
  /** Replies without duplicates. */
  received: number;
  duplicates?: number;
  /** Answers of the kind 'unreachable', and packets that could not be sent. */
  errors?: number;
  /** From sent and received, so exact; what the tool printed is rounded and only compared. */
  lossPercent: number;
}

export interface PingRtt {
  min: number;
  avg: number;
  max: number;
  /** Null where the tool has none (busybox) or printed none that is a number (-nan). */
  mdev: number | null;
}

/** '4 packets transmitted, 4 received, 0% packet loss, time 3000ms' and its kin; the loss is in all of them the last count. */
const countsLine =
  /^(\d{1,9}) packets transmitted, (\d{1,9})(?: packets)? received((?:, \+?\d{1,9} \w{1,20}){0,4}), (\d{1,3}(?:[.,]\d{1,9})?)% packet loss/;
const extra = /, \+?(\d{1,9}) (\w{1,20})/g;
const figure = '(-?(?:\\d{1,9}(?:[.,]\\d{1,9})?|nan|inf))';
const rttLine = new RegExp(
  `^(?:rtt|round-trip) min/avg/max(?:/\\w{1,10})? = ${figure}/${figure}/${figure}(?:/${figure})? ms`,
);

/** Longer than any ping waits. */
const maxRttMs = 3_600_000;

export function parseCounts(line: string): Parsed<PingCounts> {
  if (/^0 packets transmitted\b/.test(line)) return failed(texts.measure.noPacket);
  const match = countsLine.exec(line);
  if (match === null)
    return failed(line === '' ? texts.measure.noCounts : texts.measure.counts({ line: quoted(line) }));
  const [sent, received] = [Number(match[1]), Number(match[2])];
  const printed = decimal(match[4]) ?? Number.NaN;
  if (received > sent) return failed(texts.measure.replies({ received, sent }));
  const lossPercent = (100 * (sent - received)) / sent;
  // Tools round down or to nearest: more than one percent apart means that the numbers are not of one run.
  if (!(Math.abs(printed - lossPercent) <= 1)) return failed(texts.measure.loss({ printed, received, sent }));
  const extras = new Map([...(match[3] ?? '').matchAll(extra)].map(([, count, name]) => [name, Number(count)]));
  const [duplicates, errors] = [extras.get('duplicates'), extras.get('errors')];
  return parsed({
    sent,
    received,
    ...(duplicates === undefined ? {} : { duplicates }),
    ...(errors === undefined ? {} : { errors }),
    lossPercent,
  });
}

export function parseRtt(line: string): Parsed<PingRtt> {
  const match = rttLine.exec(line);
  if (match === null) return failed(texts.measure.noTimes);
  const [min, avg, max, mdev] = match.slice(1).map((text) => decimal(text));
  if (min == null || avg == null || max == null) return failed(texts.measure.timesNoNumbers({ line: quoted(line) }));
  if (min > avg || avg > max || max > maxRttMs) return failed(texts.measure.timesOutOfOrder({ line: quoted(line) }));
  return parsed({ min, avg, max, mdev: mdev ?? null });
}
