import { imageLabel, labLabel } from '../../node/engine.ts';
import { ignoreGone, statusOf } from '../../node/engine-objects.ts';
import { removeGwbridge } from '../../node/gwbridge.ts';
import type { Node } from '../../remote/port.ts';
import type { LabContext } from './lab-step.ts';

/**
 * What carries the lab's label and is in no ledger any more, because that was damaged or lost. Only the lab gives this
 * label with its name as value, so it may go.
 */
const filters = (lab: string) => ({ label: [`${labLabel}=${lab}`] });

export async function sweepContainers({ node, lab }: LabContext): Promise<void> {
  const found = await node.docker.listContainers({ all: true, filters: filters(lab.name) });
  await Promise.all(found.map(({ Id }) => ignoreGone(node.docker.getContainer(Id).remove({ force: true, v: true }))));
}

/** docker_gwbridge, where the node had none before the lab. */
export async function sweepGwbridge({ node, baseline }: LabContext): Promise<void> {
  const before = baseline(node)?.networks;
  if (before && !before.some((network) => network.startsWith('docker_gwbridge '))) await removeGwbridge(node);
}

export async function sweepNetworks({ nodes, lab }: LabContext): Promise<void> {
  // One after another: an overlay is one thing that all nodes see.
  for (const node of nodes) {
    const found = await node.docker.listNetworks({ filters: filters(lab.name) });
    for (const { Id } of found) {
      const removed = ignoreGone(node.docker.getNetwork(Id).remove());
      // A worker on a node that is away holds it: it goes with the store, and until then the proof shows it.
      await (nodes.length < lab.nodes.length ? removed.catch(ignoreInUse) : removed);
    }
  }
}

function ignoreInUse(error: unknown): void {
  if (statusOf(error) !== 403) throw error;
}

export async function sweepImages({ node, lab }: LabContext): Promise<void> {
  const found = await node.docker.listImages({ filters: { label: [`${imageLabel}=${lab.name}`] } });
  await Promise.all(found.map(({ Id }) => ignoreGone(node.docker.getImage(Id).remove({}))));
}

/**
 * A unit and data of the lab's own, known by their names; the file says in its first line which lab wrote it. Where the
 * ledger knew of the file and no more of the unit, the file is gone by now and the unit still runs: it is nobody's then.
 */
export async function sweepUnit(
  node: Node,
  lab: string,
  unit: string,
  file: string,
  directories: string[],
): Promise<void> {
  const source = `
unit=$1 file=$2 lab=$3; shift 3
link=/etc/systemd/system/multi-user.target.wants/$unit
ours() {
  if [ -e "$file" ]; then grep -qsF "for the lab \\"$lab\\"" "$file"
  else [ -L "$link" ] || [ "$(systemctl show -p ActiveState --value "$unit" 2>/dev/null)" != inactive ]; fi
}
if ours; then
  systemctl kill -s KILL "$unit" 2>/dev/null; systemctl stop "$unit" 2>/dev/null; systemctl --no-reload disable -q "$unit" 2>/dev/null; systemctl reset-failed "$unit" 2>/dev/null
  rm -f -- "$file"; [ -e "$link" ] || rm -f -- "$link"; systemctl daemon-reload
fi
rm -rf -- "$@"`;
  await node.script(source, [unit, file, lab, ...directories]);
}
