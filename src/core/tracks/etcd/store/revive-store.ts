import { membersOf } from '../../../../shared/lab/members.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { askAgain } from '../../../gates/ask-again.ts';
import { engineInfo } from '../../../machine/engine.ts';
import { nothing, operation } from '../../../machine/operation.ts';
import { ownDirectoryScript, stateDirectory } from '../../../machine/own-directory.ts';
import type { Node } from '../../../machine/port.ts';
import { allEnded } from '../../common/support/all-ended.ts';
import type { LabContext } from '../../common/support/lab-step.ts';
import { beginLook, lookAgain, lookedFor } from '../../common/support/looks.ts';
import { etcdDataDirectory, etcdUnit, etcdUnitPath, membersIn } from '../../common/support/names.ts';
import { askOwnMembers } from './members.ts';

/** Until a member that was only stopped, or has just started, is well again; and until one that was recreated is. */
const patienceMs = 5_000;

/** Asked ahead, with what else is looked at before anything is taken back. */
export const beginIll = (context: LabContext): void =>
  beginLook(context, 'ill', () => illOf(membersIn(context.lab, context.nodes), context.signal));

/**
 * Without its store an engine takes nothing back whole: a container's end of the overlay, its sandbox and
 * docker_gwbridge stay behind for good, and each question takes it up to 20 s. So where etcd is about to go anyway, and
 * has no quorum because a node is away or a member lost its data, one member that still has the data becomes a
 * cluster of its own for the time of the reset, and the others on hand pass on to it what their engines ask.
 */
export async function reviveStore(context: LabContext): Promise<void> {
  const { lab, signal } = context;
  const nodes = membersIn(lab, context.nodes);
  const illNow = await lookedFor(context, 'ill', () => illOf(nodes, signal));
  if (illNow.length === 0 || !(await anyUsesIt(context))) return;
  await revive(context);
}

/**
 * A member that starts is ready once it has a quorum, and systemd starts the engine after it. On a node that boots while the
 * others are away, or were reset already, that is never: no engine answers, until the member is a cluster of its own.
 */
export async function freeHeldEngines(context: LabContext): Promise<void> {
  const nodes = membersIn(context.lab, context.nodes);
  const held = await Promise.all(nodes.map((node) => node.run(memberHolds, {}, { signal: context.signal })));
  if (held.some(Boolean)) await revive(context);
}

async function revive(context: LabContext): Promise<void> {
  const { lab, signal } = context;
  const nodes = membersIn(lab, context.nodes);
  lookAgain(context);
  const known = await Promise.all(nodes.map((node) => node.run(memberStartAgain, { lab: lab.name }, { signal })));
  const ill = await illAfter(context, patienceMs);
  lookAgain(context);
  if (ill.length === 0) return;
  const ours = nodes.filter((_, index) => known[index]?.ours);
  const keeper = nodes.find((node) => !ill.includes(node)) ?? pickKeeper(nodes, known);
  if (!keeper) return;
  context.log(texts.etcd.keptAlone({ node: keeper.name }));
  const become = (node: Node, role: 'alone' | 'proxy') => node.run(memberBecome, { lab: lab.name, role }, { signal });
  if (ill.includes(keeper)) await become(keeper, 'alone');
  await allEnded(ill.filter((node) => node !== keeper && ours.includes(node)).map((node) => become(node, 'proxy')));
  await illAfter(context, patienceMs);
  lookAgain(context);
}

interface Known {
  ours: boolean;
  runs: boolean;
  hasData: boolean;
}

/** One that runs has heard last what was written. */
function pickKeeper(nodes: readonly Node[], known: readonly Known[]): Node | undefined {
  const able = (runs: boolean) =>
    nodes.find((_, index) => known[index]?.ours && known[index].hasData && (known[index].runs || !runs));
  return able(true) ?? able(false);
}

async function illOf(nodes: readonly Node[], signal: AbortSignal): Promise<Node[]> {
  const problems = await Promise.all(nodes.map((node) => askOwnMembers([node], signal)));
  return nodes.filter((_, index) => problems[index]?.some(({ level }) => level === 'error'));
}

/** Who is still ill when all had the time to get well. */
async function illAfter({ lab, nodes, signal }: LabContext, deadlineMs: number): Promise<Node[]> {
  const again = askAgain({ ms: deadlineMs, firstMs: 200, longestMs: 200, signal });
  for (;;) {
    const ill = await illOf(membersIn(lab, nodes), signal);
    if (ill.length === 0 || again.isOver()) return ill;
    await again.pause();
  }
}

// Its start is asked for, and waits.
const engineWaits = `[ "$(systemctl show -p ActiveState --value docker.service)" = inactive ] && [ -n "$(systemctl show -p Job --value docker.service)" ]`;

/** An engine that never met the store needs none of it. */
async function anyUsesIt({ lab, nodes }: LabContext): Promise<boolean> {
  const infos = await Promise.all(nodes.map((node) => engineInfo(node).catch(() => undefined)));
  const members = membersOf(lab);
  return infos.some((info) => members.some(({ address }) => info?.ClusterStore?.includes(`${address}:`)));
}

/** Whether systemd starts the engine only once this node's member, which is starting, is ready. */
export const memberHolds = operation<Record<never, never>, boolean>({
  name: 'etcd.holds-engine',
  program: () => ({
    script: `
[ "$(systemctl show -p ActiveState --value "$1")" = activating ] && ${engineWaits} && echo held; :`,
    words: [etcdUnit],
  }),
  read: ({ stdout }) => stdout.trim() === 'held',
});

/** Says how the member stands, and starts it where it was only stopped. */
export const memberStartAgain = operation<{ lab: string }, Known>({
  name: 'etcd.start-again',
  program: ({ lab }) => ({
    script: `
grep -qsF "for the lab \\"$4\\"" "$3" || exit 0
echo ours
systemctl is-active -q "$2" && echo runs
ls "$1"/member/wal/*.wal >/dev/null 2>&1 && echo data
systemctl reset-failed "$2" 2>/dev/null; systemctl start --no-block "$2"; :`,
    words: [etcdDataDirectory(lab), etcdUnit, etcdUnitPath, lab],
  }),
  read({ stdout }) {
    const words = stdout.split('\n');
    return { ours: words.includes('ours'), runs: words.includes('runs'), hasData: words.includes('data') };
  },
});

/**
 * A member becomes a cluster of its own, or a way to one. The unit reads flags of etcd's from the file, beside its data;
 * both go with the same directory. An engine that waits for the member waits on: it starts once that is ready.
 */
export const memberBecome = operation<{ lab: string; role: 'alone' | 'proxy' }>({
  name: 'etcd.become',
  program: ({ lab, role }) => ({
    script: `${ownDirectoryScript}
set -e
enter "$1" || { echo "$why" >&2; exit 1; }
if ${engineWaits}; then
  systemctl stop docker.socket docker.service
  trap 'systemctl start --no-block docker.socket docker.service' EXIT
fi
systemctl kill -s KILL "$2" 2>/dev/null || :
systemctl stop "$2"
make_own etcd-data 700 && clear_own etcd-data reset.env
[ "$3" = alone ] || clear_own etcd-data member proxy
# Never through a link that somebody put there.
set -C; if [ "$3" = alone ]; then echo ETCD_FORCE_NEW_CLUSTER=true; else echo ETCD_PROXY=on; fi >etcd-data/reset.env
systemctl reset-failed "$2" 2>/dev/null || :
systemctl start --no-block "$2"`,
    words: [stateDirectory(lab), etcdUnit, role],
  }),
  read: nothing,
});
