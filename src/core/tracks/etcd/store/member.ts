import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Change } from '../../../ledger/change.ts';
import { behindIntent } from '../../../machine/behind-intent.ts';
import { type FileState, readFile, sha256 } from '../../../machine/file.ts';
import { nothing, operation } from '../../../machine/operation.ts';
import { ownDirectoryScript, stateDirectory } from '../../../machine/own-directory.ts';
import type { Node } from '../../../machine/port.ts';
import { readUnit, setUnit, type UnitState } from '../../../machine/unit.ts';
import { allEnded } from '../../common/support/all-ended.ts';
import { etcdChoice } from '../../common/support/etcd-version.ts';
import { nodeFacts } from '../../common/support/facts.ts';
import { sourcesTo, unitStartScript } from '../../common/support/guard-unit.ts';
import type { LabContext } from '../../common/support/lab-step.ts';
import { clientPort, etcdDataDirectory, etcdUnit, etcdUnitPath, membersIn } from '../../common/support/names.ts';
import { type Pair, readContents } from './carry-over.ts';
import { uploadRelease } from './release.ts';
import { unitFile } from './unit-file.ts';

/** What stands on a node where a member is going to be. */
export interface MemberLook {
  unit: FileState | undefined;
  distro: UnitState;
  data: MemberData;
}

/** All that is asked of a node before its member is made, in one exchange. */
export async function lookForMember({ lab, signal }: LabContext, node: Node): Promise<MemberLook> {
  const [unit, distro, data] = await Promise.all([
    readFile(node, etcdUnitPath, signal),
    readUnit(node, 'etcd.service', signal),
    node.run(memberData, { lab: lab.name }, { signal }),
  ]);
  return { unit, distro, data };
}

/** Makes and starts one node's member; from any half-made state. Does not wait for the others. */
export async function startMember(
  context: LabContext,
  node: Node,
  { unit: unitBefore, distro }: Pick<MemberLook, 'unit' | 'distro'>,
): Promise<void> {
  const { lab } = context;
  const facts = await nodeFacts(context, node);
  const labNode = lab.nodes.find(({ name }) => name === node.name);
  if (!labNode) throw new Error(`${node.name} is not in the lab`);
  if (facts.system.foreignEtcd)
    throw new LabError('refused', texts.etcd.foreignEtcd({ node: node.name }), {
      node: node.name,
      remedy: texts.etcd.foreignEtcdRemedy,
    });
  const binary = await chooseBinary(context, node, facts.system.etcds);
  const text = unitFile(lab, labNode, { ...binary, sources: await sourcesTo(context, node) });
  const data = etcdDataDirectory(lab.name);
  const changes: Change[] = [
    { kind: 'directory', path: data },
    { kind: 'file', path: etcdUnitPath, before: unitBefore ?? null, wrote: sha256(text), reload: 'systemd' },
    { kind: 'unit', unit: etcdUnit, own: true, before: { active: false, enabled: false } },
  ];
  // Restored last, when ours has left the ports.
  if (distro.active) changes.unshift({ kind: 'unit', unit: 'etcd.service', own: false, before: distro });
  await context.carry(node, changes, async (intent, signal) => {
    const behind = { lab: lab.name, intent };
    if (distro.active) await setUnit(node, 'etcd.service', 'stop', { signal, behind });
    await node.run(memberStart, { ...behind, text }, { signal });
  });
}

/**
 * Writes the member's unit and starts it, its data new or as it is. $1 is the lab's directory.
 * Not waiting at the end: a member of a new cluster is only ready when the others are there too.
 */
export const memberStart = operation<{ lab: string; text: string; intent?: string | undefined }>({
  name: 'etcd.start',
  program: ({ lab, text, intent }) =>
    behindIntent(lab, intent, {
      script: `${ownDirectoryScript}
set -e
enter "$1" && make_own etcd-data 700 && clear_own etcd-data proxy reset.env || { echo "$why" >&2; exit 1; }
${unitStartScript('--no-block')}`,
      words: [stateDirectory(lab), etcdUnitPath, etcdUnit, text],
    }),
  read: nothing,
});

async function chooseBinary(
  context: LabContext,
  node: Node,
  found: { path: string; version: string }[],
): Promise<{ path: string; enableV2: boolean }> {
  const choice = context.options.etcdArchive ? etcdChoice([await uploadRelease(context, node)]) : etcdChoice(found);
  if (choice.ok) return choice;
  throw new LabError('refused', texts.etcd.ofNode({ node: node.name, reason: choice.reason }), {
    node: node.name,
    remedy: texts.etcd.noEtcdRemedy,
    diagnosis: choice.diagnosis,
  });
}

/** A member's data; `torn`: it says itself that it cannot read them; `lost`: where they were taken away while it is running. */
export interface MemberData {
  has: boolean;
  torn: boolean;
  lost?: string;
}

export const memberData = operation<{ lab: string }, MemberData>({
  name: 'etcd.data',
  program: ({ lab }) => ({
    script: `
active() { systemctl is-active -q "$2"; }
[ -n "$(ls -A "$1/member/wal" 2>/dev/null)" ] || [ -e "$1/proxy" ] || ! active "$@" || echo "lost $1"
# One that a person started, wherever its data were: it has its log open still, under no name.
mine=$(awk -v port="$(printf ':%04X' "$3")" '$4 == "0A" && index($2, port) { print "socket:[" $10 "]" }' /proc/net/tcp /proc/net/tcp6 2>/dev/null)
for comm in /proc/[0-9]*/comm; do
  IFS= read -r name 2>/dev/null <"$comm" && [ "$name" = etcd ] || continue
  open=$(ls -l "\${comm%comm}fd" 2>/dev/null) logs=$(printf '%s' "$open" | grep '/member/wal/.*[.]wal') || continue
  [ -n "$mine" ] && printf '%s' "$open" | grep -qF "$mine" || continue
  printf '%s' "$logs" | grep -qv ' (deleted)$' || printf '%s\\n' "$logs" | sed -n 's|.* -> \\(/.*\\)/member/wal/.*|lost \\1|p' | grep -vxF "lost $1" | head -n 1
done
[ -n "$(ls -A "$1/member" 2>/dev/null)" ] || exit 0
echo data
active "$@" && exit
journalctl -q -n 80 -o cat --no-pager -u "$2" | grep -qE 'cannot open database|file size too small|invalid database|crc mismatch|unexpected EOF|failed to (read|recover) WAL|has already been bootstrapped|raft log corrupted' && echo torn
:`,
    words: [etcdDataDirectory(lab), etcdUnit, String(clientPort)],
  }),
  read({ stdout }) {
    const said = stdout.split('\n');
    const lost = said.find((line) => line.startsWith('lost /'))?.slice('lost '.length);
    return { has: said.includes('data'), torn: said.includes('torn'), ...(lost !== undefined && { lost }) };
  },
});

/** Stops the member and takes its data away. */
export const memberClear = operation<{ lab: string }>({
  name: 'etcd.clear',
  program: ({ lab }) => ({
    script: `${ownDirectoryScript}
systemctl stop "$1" 2>/dev/null
enter "$2" && clear_own etcd-data member || { echo "$why" >&2; exit 1; }`,
    words: [etcdUnit, stateDirectory(lab)],
  }),
  read: nothing,
});

/**
 * A member that lost its data, or cannot read them after a full disk or a crash, or whose cluster has other members now,
 * cannot join again with what it remembers (etcd#2780, #3710): then all start again together. The data is the lab's own,
 * never the system's etcd's. Gives what the engines had in
 * the store, as far as a member could still tell it; undefined where nothing was cleared.
 */
export async function clearStaleData(context: LabContext, looks: readonly MemberLook[]): Promise<Pair[] | undefined> {
  const { lab, signal } = context;
  const nodes = membersIn(lab, context.nodes);
  const data = etcdDataDirectory(lab.name);
  const states = looks.map(({ unit, data: listed }) => {
    const text = unit ? Buffer.from(unit.base64, 'base64').toString('utf8') : '';
    return { ...listed, cluster: /--initial-cluster (\S+)/.exec(text)?.[1] };
  });
  const withData = states.filter(({ has }) => has);
  const cluster = states[0]?.cluster;
  const whole =
    !states.some(({ torn }) => torn) &&
    withData.length === nodes.length &&
    states.every((state) => state.cluster === cluster) &&
    cluster?.split(',').length === nodes.length;
  if (withData.length === 0 || whole) return undefined;
  context.log(texts.etcd.fromScratch);
  const contents = await readContents(nodes, signal);
  await allEnded(
    nodes.map((node) =>
      context.change(node, { kind: 'directory', path: data }, async () => {
        await node.run(memberClear, { lab: lab.name }, { signal });
      }),
    ),
  );
  return contents;
}
