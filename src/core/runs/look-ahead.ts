import type { Lab } from '../../shared/lab/lab.ts';
import { onceIn } from '../engine/context.ts';
import { findNetworks } from '../machine/engine-objects.ts';
import type { Node } from '../machine/port.ts';
import { nodeFacts, systemFacts } from '../tracks/common/support/facts.ts';
import { nodeObjects } from '../tracks/common/support/objects.ts';
import { triedPairs } from '../tracks/common/support/pairs.ts';
import type { Track } from '../tracks/common/track.ts';
import type { RunRequest } from './run-request.ts';

/**
 * What the first step of a check or run asks of a node is asked while its ledger is read: to a node that is far away both
 * take as long. Where the ledger cannot be read, nobody wants the answers any more. What is between the nodes is tried only
 * for a step that `tries` it, and after what else is asked: it takes ports for a moment, which somebody's daemon may be
 * about to take, and which would look as if somebody had.
 */
export function lookAhead(
  lab: Lab,
  track: Track,
  command: RunRequest['command'],
  { signal, shared, tries }: { signal: AbortSignal; shared: Map<string, Promise<unknown>>; tries: boolean },
): (node: Node) => void {
  if (command !== 'check' && command !== 'run') return () => undefined;
  const reading = { lab, signal, once: onceIn(shared) };
  const connected: Node[] = [];
  const looks: Promise<unknown>[] = [];
  return (node) => {
    const seen = [systemFacts(reading, node), ...track.lookAhead(reading, node)];
    const reads: Promise<unknown>[] = [...seen, nodeFacts(reading, node), nodeObjects(reading, node)];
    connected.push(node);
    // The engine's own answers come later, and tell nothing of ports.
    looks.push(...seen);
    const nodes = lab.nodes.flatMap(({ name }) => connected.find((one) => one.name === name) ?? []);
    if (tries && nodes.length === lab.nodes.length)
      reads.push(triedPairs({ ...reading, nodes }, Promise.allSettled(looks)));
    // In a check each question is asked once, whoever asks it.
    if (command === 'check') reads.push(findNetworks(node, lab.network.name));
    for (const read of reads) read.catch(() => undefined);
  };
}
