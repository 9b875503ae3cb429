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
  if (!within(seconds, maxSeconds) || seconds < minIntervalSeconds) return failed(`a duration of ${seconds} s`);
  if (!within(bitsPerSecond, maxBitsPerSecond)) return failed(`a rate of ${bitsPerSecond} bit/s`);
  if (!within(bytes, Number.MAX_SAFE_INTEGER)) return failed(`a transfer of ${bytes} bytes`);
  if (bytes === 0 || bitsPerSecond === 0)
    return failed('no byte arrived: the run was interrupted, or nothing got through');
  const fromBytes = (8 * bytes) / seconds;
  if (Math.abs(bitsPerSecond - fromBytes) > fromBytes * tolerance(seconds)) {
    return failed(`${bitsPerSecond} bit/s do not fit ${bytes} bytes in ${seconds} s`);
  }
  if (!within(retransmits, Number.MAX_SAFE_INTEGER)) return failed(`${retransmits} retransmits`);
  if (!Number.isInteger(streams) || streams < 1) return failed(`${streams} streams`);
  if (perSecond.some((rate) => !within(rate, maxBitsPerSecond))) return failed('an interval without a usable rate');
  return parsed(result);
}

/** Room for figures rounded to three digits and times rounded to 0.1 s; a number that lost a digit has none. */
function tolerance(seconds: number): number {
  return 0.2 + 0.1 / seconds;
}

function within(value: number, most: number): boolean {
  return Number.isFinite(value) && value >= 0 && value <= most;
}
