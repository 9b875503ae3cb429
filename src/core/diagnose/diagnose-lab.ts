import pLimit from 'p-limit';
import type { DiagnosisReport } from '../../shared/diagnosis/report.ts';
import { toLabError, wordsOf } from '../../shared/errors.ts';
import { dataPortOf, isEncrypted, type Lab, type LabNode } from '../../shared/lab/lab.ts';
import { membersOf } from '../../shared/lab/members.ts';
import { english } from '../../shared/texts/text.ts';
import { sent } from '../../shared/texts/wire.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { openEntries, plausibleOf } from '../ledger/open-entries.ts';
import { readState } from '../ledger/read-state.ts';
import { type LookRequest, looksAtOnce, openToLook } from '../looking/open-to-look.ts';
import { switchRead } from '../machine/open-switch.ts';
import type { Node } from '../machine/port.ts';
import { workerName } from '../tracks/common/support/names.ts';
import { judge } from './judge.ts';
import { askEngine } from './look/ask-engine.ts';
import { askStore } from './look/ask-store.ts';
import { nodeLook } from './look/node-look.ts';
import { reachAll } from './look/reach-all.ts';
import type { LabSight, NodeSight } from './sight.ts';

/** Looks at all nodes of a lab at the same time and names what is wrong, from the ground up. Changes nothing. */
export async function diagnoseLab(trusted: TrustedLab, request: LookRequest): Promise<DiagnosisReport> {
  const { lab } = trusted;
  const limit = pLimit(looksAtOnce);
  const open: Node[] = [];
  try {
    const looked = await Promise.all(
      lab.nodes.map((one) => limit(() => lookAt(one, trusted, request, (node) => open.push(node)))),
    );
    request.signal.throwIfAborted();
    const report = judge({ lab, nodes: looked });
    // What is broken already explains what would be lost.
    const isBroken = report.causes.some(({ latent }) => !latent);
    const nodes = isBroken ? looked : await reachAll(lab, looked, open, request.signal);
    return sent(isBroken ? report : judge({ lab, nodes })) as DiagnosisReport;
  } finally {
    await Promise.all(open.map((node) => node.close()));
  }
}

export type DiagnoseLab = typeof diagnoseLab;

async function lookAt(
  one: LabNode,
  trusted: TrustedLab,
  request: LookRequest,
  opened: (node: Node) => void,
): Promise<NodeSight> {
  const none = { name: one.name, address: one.address, changes: [] };
  try {
    const node = await openToLook(one, trusted, request);
    opened(node);
    return { ...none, ...(await factsOf(node, trusted.lab, request.signal)) };
  } catch (thrown) {
    request.signal.throwIfAborted();
    const { code } = toLabError(thrown);
    return { ...none, error: { code, message: english(wordsOf(thrown)) } };
  }
}

async function factsOf(node: Node, lab: Lab, signal: AbortSignal): Promise<Partial<NodeSight>> {
  const members = membersOf(lab);
  const asked = {
    ...{ lab: lab.name, address: node.address, dataPort: dataPortOf(lab), isEncrypted: isEncrypted(lab) },
    addresses: lab.nodes.map((one) => one.address),
  };
  const changed = readState(node, lab.name).then(
    ({ parsed }) => plausibleOf(openEntries(parsed.records.map(({ body }) => body)), lab.name),
    () => [],
  );
  const from = Date.now() / 1000;
  const look = await node.run(nodeLook, asked, { signal });
  const read = { from, to: Date.now() / 1000 };
  const engine = isAwake(look) ? await askEngine(node, workerName(lab, node.name), signal) : undefined;
  const network = engine?.networks?.find((one) => one.name === lab.network.name && one.scope === 'global')?.id;
  const store = lab.track === 'etcd' ? await askStore(node, members, network, signal) : undefined;
  const switches =
    lab.track === 'ovs'
      ? await node.run(switchRead, { address: node.address }, { signal }).catch(() => undefined)
      : undefined;
  const changes = (await changed).map(({ change }) => change);
  return { look, read, changes, ...(engine && { engine }), ...(store && { store }), ...(switches && { switches }) };
}

/** Who only looks starts no engine that somebody stopped, and waits for none that a signal stopped. */
const isAwake = ({ state }: NonNullable<LabSight['nodes'][number]['look']>): boolean =>
  state.listeners.some(({ process }) => process === 'dockerd') &&
  state.processes.some(({ state: is, ofUser }) => !ofUser && is !== 'T');
