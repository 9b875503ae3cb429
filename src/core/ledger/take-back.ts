import { posix } from 'node:path';
import { LabError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { labLabel, restartEngine } from '../node/engine.ts';
import { findContainer, ignoreGone, isGone, statusOf } from '../node/engine-objects.ts';
import { readFile, removeDraft, removeFile, sha256, writeFile } from '../node/file.ts';
import { removeGwbridge } from '../node/gwbridge.ts';
import { withoutOurKeys } from '../node/json-file.ts';
import { forgetUnit, reloadSystemd } from '../node/unit.ts';
import type { Node } from '../remote/port.ts';
import type { Change } from './change.ts';
import { networkUsers, ownNetworks } from './network-users.ts';
import { stateDirectory } from './scribe.ts';

export interface TakeBackOptions {
  lab: string;
  signal: AbortSignal;
  /** Also take the lab's networks from under others' containers, which are cut off and stay. */
  includeUnowned: boolean;
  /** All nodes that are there, this one too: an overlay network is used on every one of them. */
  peers: readonly Node[];
  /** Some nodes of the lab are not there: what they have on an overlay network looks like what is long gone. */
  someAway?: boolean;
  /** The engines are taken off the store too, and see its networks no more. */
  leavesStore?: boolean;
  /** SHA-256 of everything that the lab wrote to a file; what its change names unless told. */
  wrote?: readonly string[];
}

/**
 * Takes one change back, from whatever state it is in: not begun, half done, done, or taken back already.
 * Throws `refused` where another hand has changed the thing since, so that taking it back would destroy their work.
 */
export async function takeBack(
  node: Node,
  change: Change,
  detail: Json | undefined,
  options: TakeBackOptions,
): Promise<void> {
  const { signal } = options;
  switch (change.kind) {
    case 'file':
      return putFileBack(node, change, options);
    case 'directory':
      return removeDirectory(node, change.path, options);
    case 'unit':
      return putUnitBack(node, change, signal);
    case 'image':
      return removeImage(node, change.reference, detail);
    case 'network':
      return removeNetwork(node, change.name, options, detail);
    case 'gwbridge':
      return removeGwbridge(node);
    case 'container':
      return removeContainer(node, change.name, options.lab);
  }
}

async function putFileBack(
  node: Node,
  change: Extract<Change, { kind: 'file' }>,
  options: TakeBackOptions,
): Promise<void> {
  const { signal, lab } = options;
  const now = await readFile(node, change.path, signal);
  const bytes = now && Buffer.from(now.base64, 'base64');
  const asBefore = change.before
    ? now?.base64 === change.before.base64 && now.mode === change.before.mode
    : now === undefined;
  if (asBefore) await removeDraft(node, change.path, signal);
  else {
    if (bytes && !(options.wrote ?? [change.wrote]).includes(sha256(bytes))) {
      // Someone wrote it after us. Their keys stay; only ours go, where the file lets us tell them apart.
      const rest =
        change.reload === 'docker' && change.path.endsWith('.json')
          ? withoutOurKeys(bytes, change.before?.base64)
          : undefined;
      if (rest === undefined)
        throw new LabError('refused', `${change.path} was changed by someone else after the lab wrote it`, {
          node: node.name,
          remedy: `Look at it on ${node.name}, put it right by hand, and reset again.`,
        });
      await writeFile(node, change.path, rest, now?.mode ?? '644', signal);
    } else if (change.before)
      await writeFile(node, change.path, Buffer.from(change.before.base64, 'base64'), change.before.mode, signal);
    else await removeFile(node, change.path, signal);
  }
  if (change.reload === 'systemd' && !change.before) await forgetUnit(node, posix.basename(change.path), signal);
  else if (change.reload !== 'none' && !change.path.endsWith('.json')) await reloadSystemd(node, signal);
  // A timer that a killed run left would put the old file back once more, and restart the engine in between.
  if (change.reload === 'docker')
    await node.script('systemctl stop "overlay-lab-rollback-$1.timer" 2>/dev/null; :', [lab], { signal });
  // Also where the file is as before already: the engine may still run with what stood there in between.
  if (change.reload === 'docker') await restartEngine(node, signal, lab);
}

async function putUnitBack(node: Node, change: Extract<Change, { kind: 'unit' }>, signal: AbortSignal): Promise<void> {
  const { unit, before, own } = change;
  // etcd hands its leadership over when it is asked to stop, and waits 5 s for a member that was stopped too.
  const stop = own ? 'systemctl kill -s KILL -- "$1" 2>/dev/null; systemctl stop -- "$1"' : 'systemctl stop -- "$1"';
  const source = `
enabled=$(systemctl is-enabled -- "$1" 2>/dev/null)
[ "$3" = "$([ "$enabled" = enabled ] && echo yes || echo no)" ] || systemctl --no-reload "$([ "$3" = yes ] && echo enable || echo disable)" -q "$1" || :
if [ "$2" = yes ]; then systemctl start -- "$1"; else ${stop}; systemctl reset-failed -- "$1" 2>/dev/null; :; fi`;
  const word = (value: boolean) => (value ? 'yes' : 'no');
  await node.script(source, [unit, word(before.active), word(before.enabled)], { signal, timeout: 120_000 });
}

async function removeDirectory(node: Node, path: string, { lab, signal }: TakeBackOptions): Promise<void> {
  const [name, ...above] = path.split('/').reverse();
  if (above.reverse().join('/') !== stateDirectory(lab) || !/^[a-z0-9][a-z0-9._-]*$/.test(name ?? ''))
    throw new LabError('refused', `${path} is not a directory of the lab's own`, { node: node.name });
  await node.exec(['rm', '-rf', '--', path], { signal });
}

async function removeContainer(node: Node, name: string, lab: string): Promise<void> {
  const found = await findContainer(node, name);
  if (!found || found.labels[labLabel] !== lab) return;
  await ignoreGone(node.docker.getContainer(found.id).remove({ force: true, v: true }));
}

async function removeImage(node: Node, reference: string, detail: Json | undefined): Promise<void> {
  try {
    const found = await node.docker.getImage(reference).inspect();
    // A name may point to someone else's image by now: only what the lab made is removed.
    if (typeof detail === 'string' && found.Id !== detail) return;
    await node.docker.getImage(reference).remove({});
  } catch (error) {
    if (isGone(error)) return;
    if (statusOf(error) !== 409) throw error;
    throw new LabError('refused', `Image ${reference} is used by a container that the lab did not make`, {
      node: node.name,
      remedy: 'Remove that container first, or keep the image.',
    });
  }
}

async function removeNetwork(
  node: Node,
  name: string,
  options: TakeBackOptions,
  detail: Json | undefined,
): Promise<void> {
  const { lab, peers, includeUnowned } = options;
  for (const found of await ownNetworks(node, name, detail, { lab })) {
    const network = node.docker.getNetwork(found.id);
    const users = await networkUsers(found.id, peers, { lab });
    if (users.length > 0 && !includeUnowned) {
      const names = users.map((user) => `${user.name} on ${user.node.name}`).join(', ');
      throw new LabError('refused', `Network ${name} is still used by ${names}, not made by the lab`, {
        node: node.name,
        remedy:
          'Remove these containers, or reset with --include-unowned: they are then disconnected from the network.',
        diagnosis: 33,
      });
    }
    for (const user of users)
      await ignoreGone(user.node.docker.getNetwork(found.id).disconnect({ Container: user.name, Force: true }));
    const { Containers } = (await network.inspect()) as { Containers?: Record<string, { Name: string }> };
    const ends = Object.values(Containers ?? {});
    if (ends.length > 0 && mayBeElsewhere(node, name, options)) continue;
    // Stale endpoints, whose container is long gone, keep a network alive too (rows 32 and 33 of the catalogue).
    for (const { Name } of ends) await ignoreGone(network.disconnect({ Container: Name, Force: true }));
    await ignoreGone(network.remove());
  }
}

/**
 * Taken from under a worker on a node that is away, an overlay leaves that node's engine a sandbox for ever. True where
 * the network can stay: nobody here sees it any more, and it goes with the store, or with the other node's own reset.
 */
function mayBeElsewhere(node: Node, name: string, { someAway, leavesStore }: TakeBackOptions): boolean {
  if (!someAway || leavesStore) return someAway === true;
  throw new LabError('refused', `Network ${name} may still be used on a node that is away`, {
    node: node.name,
    remedy: 'Try again when all nodes are there, or reset those that are.',
  });
}
