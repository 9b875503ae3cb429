import type { Lab } from '../../../../shared/lab/lab.ts';
import type { Problem } from '../../../engine/step.ts';
import { etcdChoice } from '../support/etcd-version.ts';
import type { NodeFacts, SystemFacts } from '../support/facts.ts';
import type { NodeObjects } from '../support/objects.ts';
import type { Pairs } from '../support/pairs.ts';
import type { Questions } from '../support/questions.ts';
import { clock, distinct } from './judge-between.ts';
import { engine } from './judge-engine.ts';
import { names } from './judge-names.ts';
import { between } from './judge-pairs.ts';
import { ports } from './judge-ports.ts';
import { subnet } from './judge-subnet.ts';
import { address, disk, forwarding, init, mtu, root, vxlan } from './judge-system.ts';
import { tools } from './judge-tools.ts';
import { vni } from './judge-vni.ts';
import { ok } from './ok.ts';

export interface JudgeOptions {
  hasArchive: boolean;
  /** The workers' image is the lab's own. */
  ownImage: boolean;
  /** What the node's engine has; absent where it does not answer. */
  objects?: NodeObjects | undefined;
  /** What was tried between the nodes; absent where it could not be. */
  pairs?: Pairs | undefined;
  /** What the lab's track asks. */
  questions: Questions;
}

/** What one node's facts say; `all` are the facts of every node by name, `own` is this node's name. */
export function judge(lab: Lab, own: string, all: ReadonlyMap<string, NodeFacts>, options: JudgeOptions): Problem[] {
  const facts = all.get(own);
  const node = lab.nodes.find(({ name }) => name === own);
  if (!facts || !node) return [{ level: 'error', code: 'reachable', message: 'not reached' }];
  const { system } = facts;
  const { questions } = options;
  return [
    ok('reachable', `${system.os}, kernel ${system.kernel}`),
    root(system),
    init(system),
    ...engine(facts, lab, node.address, questions),
    vxlan(system),
    address(system, node.address),
    ...ports(system, questions, options.pairs?.filter(({ to }) => to === own) ?? []),
    clock(own, all),
    distinct(
      'hostnames',
      own,
      all,
      ({ system: s }) => s.hostname,
      26,
      'Give each node its own name: hostnamectl set-hostname NAME, then restart docker.',
    ),
    distinct(
      'engine-ids',
      own,
      all,
      ({ engine: e }) => e?.ID,
      27,
      'The node was cloned: remove /etc/docker/key.json and restart docker.',
    ),
    mtu(system, lab.network.mtu),
    forwarding(system),
    disk(system),
    ...(questions.needsEtcd ? [etcd(system, options.hasArchive)] : []),
    ...otherLabs(system, lab.name),
    ...subnet(lab, system, options.objects?.networks ?? []),
    ...tools(system),
    ...names(lab, own, options.objects, options.ownImage),
    ...vni(facts, questions, node.address),
    ...between(lab, own, system, options.pairs, questions),
  ];
}

function etcd(system: SystemFacts, hasArchive: boolean): Problem {
  const choice = etcdChoice(system.etcds);
  if (choice.ok) return ok('etcd', `etcd ${choice.version} at ${choice.path}`);
  if (hasArchive) return { level: 'info', code: 'etcd', message: `${choice.reason}; the archive you named is used` };
  return {
    level: 'error',
    code: 'etcd',
    message: choice.reason,
    remedy: 'Install etcd 2.2 to 3.5 (Debian: etcd-server), or give a release with --etcd-archive and --etcd-sha256.',
    diagnosis: choice.diagnosis,
  };
}

function otherLabs(system: SystemFacts, lab: string): Problem[] {
  const others = system.labs.filter((name) => name !== lab);
  if (others.length === 0) return [];
  return [
    {
      level: 'error',
      code: 'other-lab',
      message: `the lab ${others.join(', ')} is built on this node`,
      remedy: 'Reset that lab first: one node serves one lab at a time.',
    },
  ];
}
