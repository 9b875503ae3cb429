import { formatBitRate, formatBytes } from './format.ts';
import { parseIperf3 } from './iperf3.ts';

/** What iperf3 measured, in the lines that it prints for people: the JSON that was asked for has no text. */
export function iperf3Text(jsonText: string): string {
  const parsed = parseIperf3(jsonText);
  if (!parsed.ok) return parsed.reason;
  const { seconds, bytes, bitsPerSecond, retransmits, perSecond } = parsed.value;
  const each = perSecond.map(
    (rate, index) => `[  5]   ${pad(index)}-${pad(index + 1)}  sec                ${formatBitRate(rate)}`,
  );
  const sent = retransmits === undefined ? '' : `   ${retransmits} retransmits`;
  const total = `[SUM]   0.00-${seconds.toFixed(2)}  sec  ${formatBytes(bytes)}  ${formatBitRate(bitsPerSecond)}${sent}`;
  return `${['[ ID] Interval           Transfer     Bitrate', ...each, total].join('\n')}\n`;
}

const pad = (second: number): string => second.toFixed(2);
