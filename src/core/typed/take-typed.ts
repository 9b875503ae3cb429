import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { ignoreGone, removeWithEnds } from '../machine/engine-objects.ts';
import { readFile, removeFile, sha256, writeFile } from '../machine/file.ts';
import { removeGwbridge } from '../machine/gwbridge.ts';
import { birdMetric } from '../machine/lab-routes.ts';
import { rulesTakeAway } from '../machine/lab-rules.ts';
import { leaveSwarm } from '../machine/leave-swarm.ts';
import { linkRemove } from '../machine/orphan-gwbridge.ts';
import type { Node } from '../machine/port.ts';
import { othersInStore, removeStoreNetwork } from '../machine/store-networks.ts';
import { removeService } from '../machine/swarm-service.ts';
import { etcdDataRemove, processEnd, routeRemove, unitRemove } from '../machine/typed-hands.ts';
import { birdEnd, seenRemove, switchRemove, tunnelRemove } from '../machine/typed-ways.ts';
import type { Taking } from './typed-thing.ts';

/** What needs no daemon of the lesson to be taken, and is no network: in this order. */
export const objectKinds: readonly Taking['do'][] = [
  ...(['service', 'container', 'link', 'bird', 'bird-file', 'route', 'rule', 'tunnel', 'switch'] as const),
];

interface How {
  lab: { name: string };
  /** All nodes that are there: an overlay network is one thing that all of them see. */
  nodes: readonly Node[];
  signal: AbortSignal;
}

/**
 * Takes one thing back, as it was seen; false where there was nothing. Throws `refused` where it has become somebody else's, or
 * turns out to be.
 */
export async function takeTyped(node: Node, taking: Taking, how: How): Promise<boolean> {
  how.signal.throwIfAborted();
  // Its start comes when all its settings are gone.
  if (taking.do === 'restart') return false;
  return (await takeOne(node, taking, how)) !== false;
}

function takeOne(
  node: Node,
  taking: Exclude<Taking, { do: 'restart' }>,
  { lab, nodes, signal }: How,
): Promise<unknown> {
  const { docker } = node;
  switch (taking.do) {
    case 'container':
      return ignoreGone(docker.getContainer(taking.id).remove({ force: true }));
    case 'network':
      return removeNetwork(taking.id, nodes, lab.name);
    case 'bridge':
      return ignoreGone(removeWithEnds(node, taking.id));
    case 'gwbridge':
      return removeGwbridge(node);
    case 'image':
      return ignoreGone(docker.getImage(taking.name).remove({}));
    case 'swarm':
      return leaveSwarm(node, lab.name);
    case 'service':
      return removeService(node, taking.id, nodes, signal);
    case 'end':
      return node.run(processEnd, taking, { signal });
    case 'unit':
      return node.run(unitRemove, taking, { signal });
    case 'data':
      return node.run(etcdDataRemove, taking, { signal });
    case 'file':
      return restoreFile(node, taking, signal);
    case 'link':
      return node.run(linkRemove, { link: taking.name }, { signal });
    case 'route':
      return node.run(routeRemove, taking, { signal });
    case 'switch':
      return node.run(switchRemove, taking, { signal });
    case 'tunnel':
      return node.run(tunnelRemove, taking, { signal });
    case 'bird':
      return node.run(birdEnd, { ...taking, metric: birdMetric }, { signal });
    case 'bird-file':
      return node.run(seenRemove, taking, { signal });
    case 'rule':
      return node.run(rulesTakeAway, { lab: lab.name }, { signal });
  }
}

/** Containers on it that are left by now may be cut off: they are the lab's own, or a person said so. */
async function removeNetwork(id: string, nodes: readonly Node[], lab: string): Promise<void> {
  const found = await othersInStore(nodes, { lab, network: '' });
  const network = found.find((one) => one.id === id);
  if (network) await removeStoreNetwork(network, nodes);
}

async function restoreFile(
  node: Node,
  { path, seen, text, mode }: Extract<Taking, { do: 'file' }>,
  signal: AbortSignal,
): Promise<void> {
  const now = await readFile(node, path, signal);
  if (!now) return;
  if (sha256(Buffer.from(now.base64, 'base64')) !== seen)
    throw new LabError('refused', texts.typed.fileChanged({ path }), { node: node.name });
  await (text === null ? removeFile(node, path, signal) : writeFile(node, path, text, mode, signal));
}
