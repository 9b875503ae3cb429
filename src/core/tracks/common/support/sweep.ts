import { networkUsers } from '../../../ledger/network-users.ts';
import { notOurs } from '../../../ledger/scribe.ts';
import { engineInfo, imageLabel, labLabel } from '../../../machine/engine.ts';
import { findNetworks, ignoreGone, removeWithEnds, statusOf } from '../../../machine/engine-objects.ts';
import { removeGwbridge } from '../../../machine/gwbridge.ts';
import { operation } from '../../../machine/operation.ts';
import { type OwnDirectory, ownDirectoryScript, stateDirectory } from '../../../machine/own-directory.ts';
import type { Node } from '../../../machine/port.ts';
import { membershipOf, removeSwarmNetwork } from '../../../machine/swarm.ts';
import type { LabContext } from './lab-step.ts';

/**
 * What carries the lab's label and is in no ledger any more, because that was damaged or lost. Only the lab gives this
 * label with its name as value, so it may go.
 */
const filters = (lab: string) => ({ label: [`${labLabel}=${lab}`] });

export const sweptContainers = ({ node, lab }: LabContext): Promise<{ Id: string }[]> =>
  node.docker.listContainers({ all: true, filters: filters(lab.name) });

export async function sweepContainers(context: LabContext): Promise<void> {
  const { node } = context;
  const found = await sweptContainers(context);
  await Promise.all(found.map(({ Id }) => ignoreGone(node.docker.getContainer(Id).remove({ force: true, v: true }))));
}

/** Whether there is a docker_gwbridge on a node that had none before the lab. */
export async function hasSweptGwbridge({ node, baseline }: LabContext): Promise<boolean> {
  const before = baseline(node)?.networks;
  if (!before || before.some(({ name }) => name === 'docker_gwbridge')) return false;
  return (await findNetworks(node, 'docker_gwbridge')).length > 0;
}

/** docker_gwbridge, where the node had none before the lab. */
export async function sweepGwbridge({ node, baseline }: LabContext): Promise<void> {
  const before = baseline(node)?.networks;
  if (before && !before.some(({ name }) => name === 'docker_gwbridge')) await removeGwbridge(node);
}

export async function sweepNetworks(context: LabContext): Promise<void> {
  const { nodes, lab, signal } = context;
  const lists = await Promise.all(nodes.map((node) => node.docker.listNetworks({ filters: filters(lab.name) })));
  if (lists.every(({ length }) => length === 0)) return;
  // A worker on a node that is away holds it: it goes with the store, and until then the proof shows it.
  const unlessAway = (removed: Promise<void>) =>
    nodes.length < lab.nodes.length ? removed.catch(ignoreInUse) : removed;
  // One after another: an overlay is one thing that all nodes see.
  for (const node of nodes) {
    const found = await node.docker.listNetworks({ filters: filters(lab.name) });
    for (const { Id, Scope } of found) {
      // A swarm's is removed on its manager, and then nobody has it any more.
      if (Scope === 'swarm') {
        if (membershipOf(await engineInfo(node)).isManager) await unlessAway(removeSwarmNetwork(node, Id, signal));
        continue;
      }
      await unlessAway(ignoreGone(removeUnused(context, node, Id)));
    }
  }
}

/**
 * A node that was away while the others were reset has their workers' ends in its own store still: nobody is left to take
 * them off. Where all nodes are there, an end is either somebody's that runs, who keeps the network, or stale.
 */
async function removeUnused({ nodes, lab, signal }: LabContext, node: Node, id: string): Promise<void> {
  const isWhole = nodes.length === lab.nodes.length;
  if (isWhole && (await networkUsers(id, nodes, { lab: lab.name, signal })).length === 0)
    return removeWithEnds(node, id);
  await node.docker.getNetwork(id).remove();
}

/** An engine says 403, and a swarm's managers 400. */
function ignoreInUse(error: unknown): void {
  if (![400, 403].includes(statusOf(error) ?? 0)) throw error;
}

/** Of the lab's mark; one that was there before its first change was typed, as the lesson has it, and is not the app's. */
export async function sweepImages({ node, lab, baseline }: LabContext): Promise<void> {
  const found = await node.docker.listImages({ filters: { label: [`${imageLabel}=${lab.name}`] } });
  const stood = new Set(baseline(node)?.images.map(({ id }) => id));
  const made = found.filter(({ Id }) => !stood.has(Id.slice(7, 19)));
  // By each of its names: by its id alone an engine removes none that has several.
  const names = made.flatMap(({ Id, RepoTags }) => (hasNames(RepoTags) ? RepoTags : [Id]));
  await Promise.all(names.map((name) => ignoreGone(node.docker.getImage(name).remove({}))));
}

const hasNames = (tags: readonly string[] | null | undefined): tags is string[] =>
  (tags ?? []).some((tag) => !tag.startsWith('<none>'));

/**
 * A unit and data of the lab's own, known by their names; the file says in its first line which lab wrote it. Where the
 * ledger knew of the file and no more of the unit, the file is gone by now and the unit still runs: it is nobody's then. True
 * where there was such a unit.
 */
export const unitSweep = operation<
  { lab: string; unit: string; file: string; directories: readonly OwnDirectory[] },
  boolean
>({
  name: 'unit.sweep',
  program: ({ lab, unit, file, directories }) => ({
    script: `${ownDirectoryScript}
unit=$1 file=$2 lab=$3 state=$4; shift 4
link=/etc/systemd/system/multi-user.target.wants/$unit
ours() {
  if [ -e "$file" ]; then grep -qsF "for the lab \\"$lab\\"" "$file"
  else [ -L "$link" ] || [ "$(systemctl show -p ActiveState --value "$unit" 2>/dev/null)" != inactive ]; fi
}
if ours; then
  echo swept
  systemctl kill -s KILL "$unit" 2>/dev/null; systemctl stop "$unit" 2>/dev/null; systemctl --no-reload disable -q "$unit" 2>/dev/null; systemctl reset-failed "$unit" 2>/dev/null
  rm -f -- "$file"; [ -e "$link" ] || rm -f -- "$link"; systemctl daemon-reload
fi
[ -e "$state" ] || [ -L "$state" ] || exit 0
enter "$state" || { echo "$why"; exit 45; }
for one; do clear_own "$one" || { echo "$why"; exit 45; }; done`,
    words: [unit, file, lab, stateDirectory(lab), ...directories],
    expect: [0, 45],
  }),
  read({ status, stdout }, { node }) {
    const lines = stdout.trim().split('\n');
    if (status === 45) throw notOurs(node, lines.at(-1) ?? '');
    return lines.includes('swept');
  },
});
