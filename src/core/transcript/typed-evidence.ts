import type { StepId } from '../../shared/run/steps.ts';
import { outlineOf, type TrackId } from '../../shared/tracks/tracks.ts';

/** What a command prints at its end when it went well. */
const printed: Partial<Record<StepId, RegExp>> = {
  ping: /\b[1-9]\d{0,9} (packets )?received[\s\S]{0,200}\b0(\.0{1,9})?% packet loss/,
  'iperf-native': /[KMGT]bits\/sec/,
  'iperf-overlay': /[KMGT]bits\/sec/,
  // The last of its commands: who gossips about the network.
  raft: /^\[\{"Name":"[^"]{1,64}","IP":"[\d.]{7,15}"\}/m,
  // What only catching a packet prints, the last of its commands.
  tunnel: /: VXLAN, flags \[I\] \(0x08\), vni \d{1,8}[\s\S]*\b[1-9]\d{0,9} packets? captured/,
};

/** What decides stands at the end of an output; more of it would only take time. */
const readCharacters = 16_384;

/**
 * Whether what a typed command printed shows that its step is done. For steps that only look: a check would measure again
 * instead of seeing what the person did.
 */
export function showsDone(step: StepId, output: string, track: TrackId): boolean {
  const end = output.slice(-readCharacters);
  return step === 'interfaces' ? showsInterfaces(end, track) : (printed[step]?.test(end) ?? false);
}

/** All that a worker of this track has: they are printed one after another, each with its address. */
function showsInterfaces(output: string, track: TrackId): boolean {
  const { interfaces = ['eth0', 'eth1'] } = outlineOf(track);
  const parts = interfaces.map((name) => output.search(new RegExp(`\\b${name}\\b`)));
  const [first = -1] = parts;
  return parts.every((at) => at >= 0) && /inet (addr:)?\d{1,3}(\.\d{1,3}){3}\b/.test(output.slice(first));
}
