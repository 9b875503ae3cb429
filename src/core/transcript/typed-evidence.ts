import type { StepId } from '../../shared/run/steps.ts';

/** What a command prints at its end when it went well. */
const printed: Partial<Record<StepId, RegExp>> = {
  interfaces: /inet (addr:)?\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}[\s\S]*\beth1\b/,
  ping: /\b[1-9]\d{0,9} (packets )?received[\s\S]{0,200}\b0(\.0{1,9})?% packet loss/,
  'iperf-native': /[KMGT]bits\/sec/,
  'iperf-overlay': /[KMGT]bits\/sec/,
  // What only catching a packet prints, the last of its commands.
  tunnel: /: VXLAN, flags \[I\] \(0x08\), vni \d{1,8}[\s\S]*\b[1-9]\d{0,9} packets? captured/,
};

/** What decides stands at the end of an output; more of it would only take time. */
const readCharacters = 16_384;

/**
 * Whether what a typed command printed shows that its step is done. For steps that only look: a check would measure again
 * instead of seeing what the person did.
 */
export function showsDone(step: StepId, output: string): boolean {
  return printed[step]?.test(output.slice(-readCharacters)) ?? false;
}
