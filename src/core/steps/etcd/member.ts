import { LabError } from '../../../shared/errors.ts';
import { readFile, sha256, writeFile } from '../../node/file.ts';
import { readUnit, setUnit } from '../../node/unit.ts';
import type { Node } from '../../remote/port.ts';
import { etcdChoice } from '../support/etcd-version.ts';
import { nodeFacts } from '../support/facts.ts';
import type { LabContext } from '../support/lab-step.ts';
import { etcdDataDirectory, etcdUnit, etcdUnitPath } from '../support/names.ts';
import { uploadRelease } from './release.ts';
import { unitFile } from './unit-file.ts';

/** Makes and starts one node's member; from any half-made state. Does not wait for the others. */
export async function startMember(context: LabContext, node: Node): Promise<void> {
  const { lab, signal } = context;
  const facts = await nodeFacts(context, node);
  const labNode = lab.nodes.find(({ name }) => name === node.name);
  if (!labNode) throw new Error(`${node.name} is not in the lab`);
  const binary = await chooseBinary(context, node, facts.system.etcds);
  if (facts.system.distroEtcdActive)
    await context.change(
      node,
      {
        kind: 'unit',
        unit: 'etcd.service',
        before: { active: true, enabled: (await readUnit(node, 'etcd.service', signal)).enabled },
      },
      () => setUnit(node, 'etcd.service', 'stop', signal),
    );
  const data = etcdDataDirectory(lab.name);
  await context.change(node, { kind: 'directory', path: data }, async () => {
    await node.exec(['mkdir', '-p', '-m', '700', data], { signal });
  });
  await writeUnit(context, node, unitFile(lab, labNode, binary));
  const before = await readUnit(node, etcdUnit, signal);
  await context.change(node, { kind: 'unit', unit: etcdUnit, before: { active: false, enabled: false } }, async () => {
    // Not waiting: a member of a new cluster is only ready when the others are there too.
    const source =
      'systemctl reset-failed "$1" 2>/dev/null; systemctl enable -q "$1" && systemctl "$2" --no-block "$1"';
    await node.script(source, [etcdUnit, before.active ? 'restart' : 'start'], { signal });
  });
}

async function chooseBinary(
  context: LabContext,
  node: Node,
  found: { path: string; version: string }[],
): Promise<{ path: string; enableV2: boolean }> {
  const choice = context.options.etcdArchive ? etcdChoice([await uploadRelease(context, node)]) : etcdChoice(found);
  if (choice.ok) return choice;
  throw new LabError('refused', `${node.name}: ${choice.reason}`, {
    node: node.name,
    remedy: 'Install etcd 2.2 to 3.5, or name a release with --etcd-archive and --etcd-sha256.',
    diagnosis: choice.diagnosis,
  });
}

async function writeUnit(context: LabContext, node: Node, text: string): Promise<void> {
  const before = await readFile(node, etcdUnitPath, context.signal);
  if (before && Buffer.from(before.base64, 'base64').toString('utf8') === text) return;
  // `enable` that follows reloads systemd itself.
  await context.change(
    node,
    { kind: 'file', path: etcdUnitPath, before: before ?? null, wrote: sha256(text), reload: 'systemd' },
    () => writeFile(node, etcdUnitPath, text, '644', context.signal),
  );
}

/**
 * A member that lost its data, or whose cluster has other members now, cannot join again with what it remembers
 * (etcd#2780, #3710): then all start anew together. The data is the lab's own, never the system's etcd's.
 */
export async function clearStaleData(context: LabContext): Promise<void> {
  const { lab, nodes, signal } = context;
  const data = etcdDataDirectory(lab.name);
  const states = await Promise.all(
    nodes.map(async (node) => {
      const [unit, listed] = await Promise.all([
        readFile(node, etcdUnitPath, signal),
        node.script('ls -A "$1/member" 2>/dev/null | head -1', [data], { signal }),
      ]);
      const text = unit ? Buffer.from(unit.base64, 'base64').toString('utf8') : '';
      return { has: listed.stdout.trim() !== '', cluster: /--initial-cluster (\S+)/.exec(text)?.[1] };
    }),
  );
  const withData = states.filter(({ has }) => has);
  const cluster = states[0]?.cluster;
  const whole =
    withData.length === nodes.length &&
    states.every((state) => state.cluster === cluster) &&
    cluster?.split(',').length === nodes.length;
  if (withData.length === 0 || whole) return;
  context.log('The members do not remember the same cluster: all of them start anew.');
  await Promise.all(
    nodes.map((node) =>
      node.script('systemctl stop "$1" 2>/dev/null; rm -rf -- "$2/member"', [etcdUnit, data], { signal }),
    ),
  );
}
