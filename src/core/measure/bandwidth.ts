import { texts } from '../../shared/texts/text.ts';
import { failed, type Parsed, parsed } from './parsed.ts';

export interface Bandwidth {
  tool: 'iperf3' | 'iperf2';
  seconds: number;
  /** Rounded to three digits, as printed, where it is read from text. */
  bytes: number;
  bitsPerSecond: number;
  /** TCP segments sent again; absent where the tool does not count them. */
  retransmits?: number;
  streams: number;
  /** Rate of each interval the tool reported, all streams together; empty when it reported none. */
  perSecond: number[];
}

/** Above any link for a while: a larger figure is damage, not speed. */
const maxBitsPerSecond = 1e15;
const maxSeconds = 86_400;

/** Last, partial intervals of a few milliseconds show absurd rates (73.2 Gbit/s seen in a run at 14.9). */
export const minIntervalSeconds = 0.1;

/** Refuses figures that no measurement can have. No byte at all is a run that was interrupted, not a rate of 0. */
export function checkedBandwidth(result: Bandwidth): Parsed<Bandwidth> {
  const { seconds, bytes, bitsPerSecond, perSecond, retransmits = 0, streams } = result;
  if (!within(seconds, maxSeconds) || seconds < minIntervalSeconds) return failed(texts.measure.duration({ seconds }));
  if (!within(bitsPerSecond, maxBitsPerSecond)) return failed(texts.measure.rate({ bitsPerSecond }));
  if (!within(bytes, Number.MAX_SAFE_INTEGER)) return failed(texts.measure.transfer({ bytes }));
  if (bytes === 0 || bitsPerSecond === 0) return failed(texts.measure.noByte);
  const fromBytes = (8 * bytes) / seconds;
  if (Math.abs(bitsPerSecond - fromBytes) > fromBytes * tolerance(seconds)) {
    return failed(texts.measure.rateNotFitting({ bitsPerSecond, bytes, seconds }));
  }
  if (!within(retransmits, Number.MAX_SAFE_INTEGER)) return failed(texts.measure.retransmits({ count: retransmits }));
  if (!Number.isInteger(streams) || streams < 1) return failed(texts.measure.streams({ count: streams }));
  if (perSecond.some((rate) => !within(rate, maxBitsPerSecond))) return failed(texts.measure.interval);
  return parsed(result);
}

/** Room for figures rounded to three digits and times rounded to 0.1 s; a number that lost a digit has none. */
function tolerance(seconds: number): number {
  return 0.2 + 0.1 / seconds;
}

function within(value: number, most: number): boolean {
  return Number.isFinite(value) && value >= 0 && value <= most;
}
