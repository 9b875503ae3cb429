import type { Measurement } from '../../shared/measurements.ts';
import { formatBitRate, formatBytes } from '../measure/format.ts';
import type { OutputView } from './run-view.ts';

/** What stands below a command. iperf3 answers the app in JSON, which nobody wants to read: its figures stand for it. */
export function outputText(output: OutputView, measurements: readonly Measurement[]): string {
  const text = output.text.trimEnd();
  if (text !== '') return text;
  const path = output.step === 'iperf-native' ? 'native' : output.step === 'iperf-overlay' ? 'overlay' : undefined;
  const rate = measurements.find((one) => one.kind === 'bandwidth' && one.path === path);
  if (rate?.kind !== 'bandwidth') return '(printed nothing)';
  const retransmits = rate.retransmits === undefined ? '' : `, ${rate.retransmits} retransmits`;
  return `(read as JSON) ${rate.seconds.toFixed(1)} s  ${formatBytes(rate.bytes)}  ${formatBitRate(rate.bitsPerSecond)}${retransmits}`;
}
