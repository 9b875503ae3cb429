import { type EngineInfo, engineInfo } from '../../node/engine.ts';
import type { Node } from '../../remote/port.ts';
import { factsScript } from './facts-script.ts';
import type { LabContext } from './lab-step.ts';
import { etcdBinDirectory } from './names.ts';

export interface NodeFacts {
  system: SystemFacts;
  /** Absent where the engine does not answer, then with the reason. */
  engine?: EngineInfo & { apiVersion: string };
  engineError?: string;
}

export interface SystemFacts {
  /** Seconds that the node's clock is ahead of the app's; the round trip makes it uncertain by `clockErrorSeconds`. */
  clockAheadSeconds: number;
  clockErrorSeconds: number;
  os: string;
  kernel: string;
  machine: string;
  hostname: string;
  init: string;
  uid: number;
  /** Who became root through sudo; empty where root itself logs in. */
  sudoUser: string;
  addresses: { link: string; address: string; prefixLength: number }[];
  routes: string[];
  /** MTU of the link that has the node's address; absent where no link has it. */
  underlayMtu?: number;
  ipForward: boolean;
  vxlan: boolean;
  /** Programs that listen on the lab's ports. */
  listeners: { protocol: 'tcp' | 'udp'; port: number; process: string }[];
  etcds: { path: string; version: string }[];
  distroEtcdActive: boolean;
  ourEtcdActive: boolean;
  /** An etcd that neither the system nor the lab started holds etcd's ports: typed by hand, or another program's. */
  foreignEtcd: boolean;
  tools: string[];
  /** Command line of docker.service, with flags that a daemon.json must not repeat. */
  dockerCommand: string;
  /** Labs that have a ledger here. */
  labs: string[];
  freeKb: number;
}

/** A node's facts, read once a run. */
export function nodeFacts(context: LabContext, node: Node): Promise<NodeFacts> {
  return context.once(`facts@${node.name}`, () => readFacts(node, context.lab.name, context.signal));
}

async function readFacts(node: Node, lab: string, signal: AbortSignal): Promise<NodeFacts> {
  const [system, engine] = await Promise.all([readSystem(node, lab, signal), readEngine(node)]);
  return { system, ...engine };
}

async function readEngine(node: Node): Promise<Pick<NodeFacts, 'engine' | 'engineError'>> {
  try {
    const [info, version] = await Promise.all([engineInfo(node), node.docker.version()]);
    return { engine: { ...info, apiVersion: version.ApiVersion } };
  } catch (error) {
    return { engineError: error instanceof Error ? error.message : String(error) };
  }
}

async function readSystem(node: Node, lab: string, signal: AbortSignal): Promise<SystemFacts> {
  const started = Date.now();
  const { stdout } = await node.script(factsScript, [node.address, etcdBinDirectory(lab)], { signal });
  const middle = (started + Date.now()) / 2 / 1000;
  return parseFacts(stdout, { middle, halfTrip: (Date.now() - started) / 2 / 1000 });
}

/** Facts from the script's lines; exported for its test. */
export function parseFacts(text: string, clock: { middle: number; halfTrip: number }): SystemFacts {
  const values = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0) values.set(line.slice(0, at), [...(values.get(line.slice(0, at)) ?? []), line.slice(at + 1)]);
  }
  const one = (key: string) => values.get(key)?.[0] ?? '';
  const many = (key: string) => values.get(key) ?? [];
  const listeners = many('listen').map(parseListener);
  const managedEtcd = one('etcdservice') === 'active' || one('ouretcd') === 'active';
  return {
    clockAheadSeconds: Number(one('clock') || Number.NaN) - clock.middle,
    clockErrorSeconds: clock.halfTrip,
    os: one('os'),
    kernel: one('kernel'),
    machine: one('machine'),
    hostname: one('hostname'),
    init: one('init'),
    uid: Number(one('uid') || Number.NaN),
    sudoUser: one('sudouser'),
    addresses: many('address').map((line) => {
      const [link = '', cidr = ''] = line.split(' ');
      const [address = '', prefix = '32'] = cidr.split('/');
      return { link, address, prefixLength: Number(prefix) };
    }),
    routes: many('route'),
    underlayMtu: one('mtu') ? Number(one('mtu')) : undefined,
    ipForward: one('forward') === '1',
    vxlan: one('vxlan') === 'yes',
    listeners,
    foreignEtcd: !managedEtcd && listeners.some(({ process }) => process === 'etcd'),
    etcds: many('etcd').map((line) => ({ path: line.split(' ')[0] ?? '', version: line.split(' ')[1] ?? '' })),
    distroEtcdActive: one('etcdservice') === 'active',
    ourEtcdActive: one('ouretcd') === 'active',
    tools: many('tool'),
    dockerCommand: one('docker_exec'),
    labs: many('lab'),
    freeKb: Number(one('disk') || Number.NaN),
  };
}

function parseListener(line: string): SystemFacts['listeners'][number] {
  const [protocol, local = '', users = ''] = line.split(' ');
  return {
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    port: Number(local.slice(local.lastIndexOf(':') + 1)),
    process: /\(\("([^"]*)"/.exec(users)?.[1] ?? '',
  };
}
