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
  if (/^0 packets transmitted\b/.test(line)) return failed('ping sent no packet');
  const match = countsLine.exec(line);
  if (match === null)
    return failed(line === '' ? 'cut off before the counts' : `counts not understood: ${quoted(line)}`);
  const [sent, received] = [Number(match[1]), Number(match[2])];
  const printed = decimal(match[4]) ?? Number.NaN;
  if (received > sent) return failed(`${received} replies to ${sent} packets`);
  const lossPercent = (100 * (sent - received)) / sent;
  // Tools round down or to nearest: more than one percent apart means that the numbers are not of one run.
  if (!(Math.abs(printed - lossPercent) <= 1)) return failed(`${printed} % loss does not fit ${received} of ${sent}`);
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
  if (match === null) return failed('cut off before the round-trip times');
  const [min, avg, max, mdev] = match.slice(1).map((text) => decimal(text));
  if (min == null || avg == null || max == null) return failed(`round-trip times are not numbers: ${quoted(line)}`);
  if (min > avg || avg > max || max > maxRttMs) return failed(`round-trip times out of order: ${quoted(line)}`);
  return parsed({ min, avg, max, mdev: mdev ?? null });
}
