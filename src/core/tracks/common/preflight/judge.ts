import { dataPortOf, type Lab } from '../../../../shared/lab/lab.ts';
import { texts } from '../../../../shared/texts/text.ts';
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
import { address, disk, esp, forwarding, init, mtu, openSwitch, root, vxlan } from './judge-system.ts';
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
  if (!facts || !node) return [{ level: 'error', code: 'reachable', message: texts.preflight.notReached }];
  const { system } = facts;
  const { questions } = options;
  return [
    ok('reachable', texts.preflight.systemIs({ os: system.os, kernel: system.kernel })),
    root(system),
    init(system),
    ...engine(facts, lab, node.address, questions),
    ...(questions.mtu.headers > 0 ? [vxlan(system)] : []),
    ...(system.esp === undefined ? [] : [esp(system)]),
    address(system, node.address),
    ...ports(system, questions, options.pairs?.filter(({ to }) => to === own) ?? []),
    clock(own, all),
    distinct('hostnames', own, all, ({ system: s }) => s.hostname, 26, texts.preflight.sameNameRemedy),
    distinct('engine-ids', own, all, ({ engine: e }) => e?.ID, 27, texts.preflight.clonedRemedy),
    mtu(system, lab.network.mtu ?? questions.mtu.usual, questions.mtu.headers),
    forwarding(system),
    disk(system),
    ...(questions.needsEtcd ? [etcd(system, options.hasArchive)] : []),
    ...(questions.needsOpenSwitch ? [openSwitch(system, own)] : []),
    ...otherLabs(system, lab.name),
    ...subnet(lab, system, options.objects?.networks ?? []),
    ...tools(system),
    ...names(lab, own, options.objects, { driver: questions.driver, ownImage: options.ownImage }),
    ...vni(facts, questions, { address: node.address, dataPort: dataPortOf(lab) }),
    ...between(lab, own, system, options.pairs, questions),
  ];
}

function etcd(system: SystemFacts, hasArchive: boolean): Problem {
  const choice = etcdChoice(system.etcds);
  if (choice.ok) return ok('etcd', texts.preflight.etcdIs({ version: choice.version, path: choice.path }));
  if (hasArchive)
    return { level: 'info', code: 'etcd', message: texts.preflight.archiveUsed({ reason: choice.reason }) };
  return {
    level: 'error',
    code: 'etcd',
    message: choice.reason,
    remedy: texts.preflight.noEtcdRemedy,
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
      message: texts.preflight.otherLab({ labs: others }),
      remedy: texts.preflight.otherLabRemedy,
    },
  ];
}
