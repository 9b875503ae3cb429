import { wordsOf } from '../../../../shared/errors.ts';
import { dataPortOf, isEncrypted, type Lab } from '../../../../shared/lab/lab.ts';
import { texts, type Words } from '../../../../shared/texts/text.ts';
import { within } from '../../../gates/wait.ts';
import { type EngineInfo, engineInfo } from '../../../machine/engine.ts';
import { type EngineState, parseEngineState } from '../../../machine/engine-state.ts';
import { labProtocol } from '../../../machine/lab-routes.ts';
import { type Datapath, outsideSwitch } from '../../../machine/open-switch.ts';
import { operation } from '../../../machine/operation.ts';
import type { Node } from '../../../machine/port.ts';
import { journalReason } from '../../../machine/unit.ts';
import { labBridge } from '../../../machine/vxlan-link.ts';
import { factsScript } from './facts-script.ts';
import type { ReadingContext } from './lab-step.ts';
import { etcdBinDirectory, etcdUnit } from './names.ts';
import { type NetworkFacts, parseNetworkFacts } from './network-facts.ts';

export interface NodeFacts {
  system: SystemFacts;
  /** Absent where the engine does not answer, then with the reason. */
  engine?: EngineInfo & { apiVersion: string; isPodman?: boolean };
  engineError?: Words;
  /** What its journal says of its end, where it failed. */
  engineReason?: string;
  /** The engine as systemd and /proc show it. */
  state: EngineState;
}

export interface SystemFacts extends NetworkFacts {
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
  /** Without those of the lab's own bridges. */
  addresses: { link: string; address: string; prefixLength: number }[];
  /** Destinations, without those of the lab's own bridges. */
  routes: string[];
  /** MTU of the link that has the node's address; absent where no link has it. */
  underlayMtu?: number;
  ipForward: boolean;
  vxlan: boolean;
  /** Whether the kernel encrypts packets as Docker's driver asks it to; absent where the lab does not want it. */
  esp?: boolean;
  /** Open vSwitch: not installed, not running, or by what its packets go. */
  openSwitch: 'missing' | 'stopped' | Datapath;
  /** Programs that listen on the lab's ports, and at which address; `*` and the like are all of them. */
  listeners: { protocol: 'tcp' | 'udp'; address: string; port: number; process: string }[];
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

/** The same as the node tells it: its own clock, in seconds since 1970. */
type ReadFacts = Omit<SystemFacts, 'clockAheadSeconds' | 'clockErrorSeconds'> & { clockSeconds: number };

/** A node's facts, read once a run. */
export function nodeFacts(context: ReadingContext, node: Node): Promise<NodeFacts> {
  return context.once(`facts@${node.name}`, () => readFacts(context, node));
}

/** What it tells without its engine, read once a run. */
export const systemFacts = (context: ReadingContext, node: Node): Promise<Pick<NodeFacts, 'system' | 'state'>> =>
  context.once(`system@${node.name}`, () => readSystem(node, context.lab, context.signal));

async function readFacts(context: ReadingContext, node: Node): Promise<NodeFacts> {
  const [system, engine] = await Promise.all([systemFacts(context, node), readEngine(node, context.signal)]);
  const failed = !engine.engine && system.state.units['docker.service']?.active === 'failed';
  return { ...system, ...engine, ...(failed && { engineReason: await lastWords(node) }) };
}

/** What systemd itself says of a unit that was started too often is no reason of the engine's. */
async function lastWords(node: Node): Promise<string> {
  const reason = await journalReason(node, 'docker.service');
  return /unable to|failed to|unknown flag|invalid|cannot/i.test(reason) ? reason : '';
}

/** Asked of an engine that may hang, or wait for its store, whose answer takes it up to 20 s. */
const patienceMs = 25_000;

async function readEngine(node: Node, signal: AbortSignal): Promise<Pick<NodeFacts, 'engine' | 'engineError'>> {
  const wait = { what: texts.tracks.dockerOn({ node: node.name }), ms: patienceMs, signal, node: node.name };
  try {
    const [info, version] = await within(wait, () => Promise.all([engineInfo(node), node.docker.version()]));
    const isPodman = version.Components?.some(({ Name }) => /podman/i.test(Name)) ?? false;
    return { engine: { ...info, apiVersion: version.ApiVersion, ...(isPodman && { isPodman }) } };
  } catch (error) {
    signal.throwIfAborted();
    return { engineError: wordsOf(error) };
  }
}

async function readSystem(node: Node, lab: Lab, signal: AbortSignal): Promise<Pick<NodeFacts, 'system' | 'state'>> {
  const started = Date.now();
  const addresses = lab.nodes.map(({ address }) => address);
  const asked = {
    lab: lab.name,
    address: node.address,
    dataPort: dataPortOf(lab),
    isEncrypted: isEncrypted(lab),
    addresses,
  };
  const { facts, state } = await node.run(factsRead, asked, { signal });
  const middle = (started + Date.now()) / 2 / 1000;
  const { clockSeconds, ...rest } = facts;
  const clockErrorSeconds = (Date.now() - started) / 2 / 1000;
  return { system: { ...rest, clockAheadSeconds: clockSeconds - middle, clockErrorSeconds }, state };
}

/** What a node is asked about itself; `addresses` are those of all nodes of the lab. */
export const factsRead = operation<
  { lab: string; address: string; dataPort: number; isEncrypted: boolean; addresses: readonly string[] },
  { facts: ReadFacts; state: EngineState }
>({
  name: 'node.facts',
  program: ({ lab, address, dataPort, isEncrypted, addresses }) => ({
    script: factsScript,
    words: [address, etcdBinDirectory(lab), String(dataPort), isEncrypted ? 'esp' : '', ...addresses],
  }),
  read: ({ stdout }) => ({ facts: parseFacts(stdout), state: parseEngineState(stdout) }),
});

/** Facts from the script's lines; exported for its test. */
export function parseFacts(text: string): ReadFacts {
  const values = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    if (at > 0) values.set(line.slice(0, at), [...(values.get(line.slice(0, at)) ?? []), line.slice(at + 1)]);
  }
  const one = (key: string) => values.get(key)?.[0] ?? '';
  const many = (key: string) => values.get(key) ?? [];
  const listeners = many('listen').map(parseListener);
  const distroEtcdActive = isRunning(many('unit'), 'etcd.service');
  const ourEtcdActive = isRunning(many('unit'), etcdUnit);
  return {
    clockSeconds: Number(one('clock') || Number.NaN),
    os: one('os'),
    kernel: one('kernel'),
    machine: one('machine'),
    hostname: one('hostname'),
    init: one('init'),
    uid: Number(one('uid') || Number.NaN),
    sudoUser: one('sudouser'),
    addresses: many('address')
      .map((line) => {
        const [link = '', cidr = ''] = line.split(' ');
        const [address = '', prefix = '32'] = cidr.split('/');
        return { link, address, prefixLength: Number(prefix) };
      })
      .filter(({ link }) => link !== labBridge && link !== outsideSwitch),
    routes: many('route').flatMap((line) => (isLabsRoute(line) ? [] : (line.split(' ')[0] ?? []))),
    underlayMtu: one('mtu') ? Number(one('mtu')) : undefined,
    ipForward: one('forward') === '1',
    vxlan: one('vxlan') === 'yes',
    ...(one('esp') && { esp: one('esp') === 'yes' }),
    openSwitch: openSwitches.find((word) => word === one('ovs')) ?? 'missing',
    listeners,
    foreignEtcd: !distroEtcdActive && !ourEtcdActive && listeners.some(({ process }) => process === 'etcd'),
    etcds: many('etcd').map((line) => ({ path: line.split(' ')[0] ?? '', version: line.split(' ')[1] ?? '' })),
    distroEtcdActive,
    ourEtcdActive,
    tools: many('tool'),
    ...parseNetworkFacts(many),
    dockerCommand: one('docker_exec'),
    labs: many('lab'),
    freeKb: Number(one('disk') || Number.NaN),
  };
}

const openSwitches = ['missing', 'stopped', 'system', 'netdev'] as const;

/** To the lab's own bridge, or to another node's. */
const isLabsRoute = (line: string): boolean =>
  [`dev ${labBridge}`, `proto ${labProtocol}`].some((words) => ` ${line} `.includes(` ${words} `));

/** A member that waits for the others is 'activating', and holds its ports already. */
const isRunning = (units: readonly string[], unit: string): boolean =>
  units.some(
    (line) =>
      /^(active|activating|reloading|deactivating) /.test(line.slice(unit.length + 1)) && line.startsWith(`${unit} `),
  );

function parseListener(line: string): SystemFacts['listeners'][number] {
  const [protocol, local = '', users = ''] = line.split(' ');
  return {
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    address: local.slice(0, local.lastIndexOf(':')).replace(/%.*$/, ''),
    port: Number(local.slice(local.lastIndexOf(':') + 1)),
    process: /\(\("([^"]*)"/.exec(users)?.[1] ?? '',
  };
}
