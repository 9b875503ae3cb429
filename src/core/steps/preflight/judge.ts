import type { Lab } from '../../../shared/lab.ts';
import { subnetsOverlap } from '../../../shared/lab.ts';
import type { Problem } from '../../../shared/steps.ts';
import { etcdChoice } from '../support/etcd-version.ts';
import type { NodeFacts, SystemFacts } from '../support/facts.ts';
import { clock, distinct } from './judge-between.ts';
import { engine } from './judge-engine.ts';
import { ports } from './judge-ports.ts';
import { address, disk, forwarding, init, mtu, root, vxlan } from './judge-system.ts';
import { ok } from './ok.ts';

/** What one node's facts say; `all` are the facts of every node by name, `own` is this node's name. */
export function judge(
  lab: Lab,
  own: string,
  all: ReadonlyMap<string, NodeFacts>,
  options: { hasArchive: boolean },
): Problem[] {
  const facts = all.get(own);
  const node = lab.nodes.find(({ name }) => name === own);
  if (!facts || !node) return [{ level: 'error', code: 'reachable', message: 'not reached' }];
  const { system } = facts;
  return [
    ok('reachable', `${system.os}, kernel ${system.kernel}`),
    root(system),
    init(system),
    ...engine(facts),
    vxlan(system),
    address(system, node.address),
    ...ports(system),
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
    mtu(system),
    forwarding(system),
    disk(system),
    etcd(system, options.hasArchive),
    ...otherLabs(system, lab.name),
    ...subnet(lab, system),
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
    remedy: 'Install etcd 2.2 to 3.5 (Debian: etcd-server), or name a release with --etcd-archive and --etcd-sha256.',
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

function subnet(lab: Lab, system: SystemFacts): Problem[] {
  const wanted = lab.network.subnet;
  if (!wanted) return [];
  const links = system.addresses.map(({ link, address, prefixLength }) => ({
    taken: `${address}/${prefixLength}`,
    by: `${address} of ${link}`,
  }));
  const routes = system.routes.map((route) => ({ taken: route, by: `the route to ${route}` }));
  const clash = [...links, ...routes].find(({ taken }) => subnetsOverlap(wanted, taken));
  if (!clash) return [ok('subnet', `${wanted} is free here`)];
  return [
    {
      level: 'error',
      code: 'subnet',
      message: `${wanted} overlaps with ${clash.by}`,
      remedy: 'Choose another subnet in the lab file.',
      diagnosis: 24,
    },
  ];
}
