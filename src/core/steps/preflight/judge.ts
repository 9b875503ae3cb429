import type { Lab } from '../../../shared/lab.ts';
import { subnetsOverlap } from '../../../shared/lab.ts';
import type { Problem } from '../../../shared/steps.ts';
import { etcdChoice } from '../support/etcd-version.ts';
import type { NodeFacts, SystemFacts } from '../support/facts.ts';

/** Clocks further apart than this make logs of two nodes hard to compare, and etcd 3 complains at 1 s. */
const maxClockDifferenceSeconds = 1;
/** The first engine whose libnetwork knows the overlay driver, and the first without `--cluster-store`. */
const firstEngine = [1, 9] as const;
const firstEngineWithoutStore = 23;

const ok = (code: string, message: string): Problem => ({ level: 'ok', code, message });

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
    etcd(system, options.hasArchive),
    ...otherLabs(system, lab.name),
    ...subnet(lab, system),
  ];
}

function init(system: SystemFacts): Problem {
  if (system.init === 'systemd') return ok('init', 'systemd');
  return {
    level: 'error',
    code: 'init',
    message: `process 1 is ${system.init || 'unknown'}, not systemd`,
    remedy: 'The lab manages etcd and docker as systemd services: use a node that runs systemd.',
  };
}

function engine({ engine: found, engineError }: NodeFacts): Problem[] {
  if (!found)
    return [
      {
        level: 'error',
        code: 'engine',
        message: `the engine does not answer: ${engineError}`,
        remedy: 'Install docker.io and start it: systemctl start docker',
      },
    ];
  const [major = 0, minor = 0] = found.ServerVersion.split('.').map(Number);
  const problems: Problem[] = [ok('engine', `engine ${found.ServerVersion}, API ${found.apiVersion}`)];
  if (major >= firstEngineWithoutStore)
    problems.push({
      level: 'error',
      code: 'engine-version',
      message: `engine ${found.ServerVersion} has no --cluster-store any more (removed in 23.0)`,
      remedy: 'Use a node with Docker 1.9 to 20.10 for this track, such as a practice lab of suite bookworm.',
      diagnosis: 1,
    });
  else if (major < firstEngine[0] || (major === firstEngine[0] && minor < firstEngine[1]))
    problems.push({
      level: 'error',
      code: 'engine-version',
      message: `engine ${found.ServerVersion} has no overlay driver yet`,
      remedy: 'Use Docker 1.9 to 20.10.',
    });
  const swarm = found.Swarm?.LocalNodeState;
  if (swarm && swarm !== 'inactive')
    problems.push({
      level: 'error',
      code: 'swarm',
      message: `swarm mode is ${swarm}`,
      remedy: 'Leave the swarm first: docker swarm leave (it ends the services of this node).',
      diagnosis: 2,
    });
  else problems.push(ok('swarm', 'swarm mode is inactive'));
  if (found.LiveRestoreEnabled)
    problems.push({
      level: 'warning',
      code: 'live-restore',
      message: 'live-restore is on: overlay connections can break when docker restarts',
      remedy: 'Turn it off in daemon.json for the lab.',
      diagnosis: 36,
    });
  return problems;
}

function vxlan(system: SystemFacts): Problem {
  if (system.vxlan) return ok('vxlan', 'the kernel makes VXLAN links');
  return {
    level: 'error',
    code: 'vxlan',
    message: 'the kernel cannot make a VXLAN link',
    remedy: 'Load it: modprobe vxlan. Where that fails, install the extra modules of this kernel.',
    diagnosis: 22,
  };
}

function address(system: SystemFacts, wanted: string): Problem {
  if (system.addresses.some((entry) => entry.address === wanted)) return ok('address', `${wanted} is on this node`);
  const there = system.addresses.filter((entry) => entry.link !== 'lo').map((entry) => entry.address);
  return {
    level: 'error',
    code: 'address',
    message: `${wanted} is not an address of this node`,
    remedy: `Put one of its own into the lab file: ${there.join(', ') || 'it has none'}.`,
    diagnosis: 28,
  };
}

/** Who may hold which port: the engine has 7946 and 4789 once it runs with a store, etcd the others. */
const holders: Record<number, string[]> = {
  2379: ['etcd'],
  2380: ['etcd'],
  4001: ['etcd'],
  7946: ['dockerd'],
  4789: ['', 'dockerd'],
};

function ports(system: SystemFacts): Problem[] {
  const foreign = system.listeners.filter(
    ({ port, process }) => !(holders[port] ?? []).includes(process) && port !== 4001,
  );
  if (foreign.length === 0) {
    if (system.foreignEtcd)
      return [
        {
          level: 'info',
          code: 'ports',
          message: 'an etcd started by hand holds 2379; the lab uses it if it is a healthy member',
        },
      ];
    const etcdHeld = system.distroEtcdActive && !system.ourEtcdActive;
    if (etcdHeld)
      return [
        {
          level: 'info',
          code: 'ports',
          message:
            'the system’s own etcd holds 2379 and 2380; it is stopped while the lab needs them, and started again by undo',
        },
      ];
    return [ok('ports', '2379, 2380, 7946 and 4789 are free or ours')];
  }
  return foreign.map(({ port, protocol, process }) => ({
    level: 'error' as const,
    code: 'ports',
    message: `${port}/${protocol} is taken by ${process || 'another program'}`,
    remedy: `Stop it on the node: ss -lntup 'sport = :${port}' names it.`,
    diagnosis: port === 7946 ? 31 : undefined,
  }));
}

function clock(own: string, all: ReadonlyMap<string, NodeFacts>): Problem {
  const mine = all.get(own)?.system;
  let worst: { name: string; seconds: number } | undefined;
  for (const [name, { system }] of all) {
    if (!mine || name === own) continue;
    const sure =
      Math.abs(mine.clockAheadSeconds - system.clockAheadSeconds) - mine.clockErrorSeconds - system.clockErrorSeconds;
    if (Number.isNaN(sure))
      return { level: 'info', code: 'clock', message: `whether its clock and that of ${name} agree is unknown` };
    if (!worst || sure > worst.seconds) worst = { name, seconds: sure };
  }
  if (!worst || worst.seconds <= maxClockDifferenceSeconds) return ok('clock', 'clocks agree within a second');
  return {
    level: 'warning',
    code: 'clock',
    message: `its clock and that of ${worst.name} are ${worst.seconds.toFixed(1)} s apart`,
    remedy: 'Set the clocks: timedatectl set-ntp true',
  };
}

function distinct(
  code: string,
  own: string,
  all: ReadonlyMap<string, NodeFacts>,
  of: (facts: NodeFacts) => string | undefined,
  diagnosis: number,
  remedy: string,
): Problem {
  const mine = all.get(own);
  const value = mine && of(mine);
  if (!value) return { level: 'info', code, message: `its ${code.replace('-', ' ').replace(/s$/, '')} is unknown` };
  const twin = [...all].find(([name, facts]) => name !== own && of(facts) === value)?.[0];
  if (!twin) return ok(code, `${code.replace('-', ' ')} are distinct`);
  return {
    level: 'error',
    code,
    message: `has the same ${code.replace('-', ' ').replace(/s$/, '')} as ${twin}: ${value}`,
    remedy,
    diagnosis,
  };
}

function mtu(system: SystemFacts): Problem {
  if (system.underlayMtu === undefined)
    return { level: 'info', code: 'mtu', message: 'the MTU of the underlay is unknown' };
  if (system.underlayMtu >= 1500) return ok('mtu', `underlay MTU ${system.underlayMtu}`);
  return {
    level: 'warning',
    code: 'mtu',
    message: `underlay MTU ${system.underlayMtu}: full overlay packets of 1450 + 50 bytes do not fit`,
    remedy: `Create the network with MTU ${system.underlayMtu - 50}.`,
    diagnosis: 19,
  };
}

function forwarding(system: SystemFacts): Problem {
  if (system.ipForward) return ok('ip-forward', 'IP forwarding is on');
  return {
    level: 'warning',
    code: 'ip-forward',
    message: 'IP forwarding is off: containers cannot reach the world through eth1',
    remedy: 'sysctl net.ipv4.ip_forward=1',
    diagnosis: 38,
  };
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
