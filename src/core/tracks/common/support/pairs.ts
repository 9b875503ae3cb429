import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { dataPortOf } from '../../../../shared/lab/lab.ts';
import { within } from '../../../gates/wait.ts';
import type { Conversation, Node, RemoteProcess } from '../../../machine/port.ts';
import { type NodeFacts, nodeFacts } from './facts.ts';
import type { LabContext, ReadingContext } from './lab-step.ts';
import { pairsProgram } from './pairs-program.ts';

/** What came of trying one port of a node from another one. */
export interface Tried {
  from: string;
  to: string;
  protocol: 'tcp' | 'udp';
  port: number;
  open: boolean;
  /** Of the port of wrapped packets: the largest packet that came through, and the largest that could be sent, in bytes. */
  largest?: { came: number; sent: number };
}
export type Pairs = readonly Tried[];

/** Of all tracks: whoever has not got them in its way pays a packet each. */
const tcpPorts = [2377, 2379, 2380, 7946, 5201, 5001];
const gossipPort = 7946;
const lengths = [
  64, 576, 1000, 1200, 1280, 1300, 1350, 1380, 1400, 1420, 1430, 1450, 1460, 1472, 1480, 1492, 1500, 4000, 8950, 9000,
];
/** With many nodes each tries those that follow it: everybody is tried, and the number does not grow with the square. */
const mostPeers = 12;
const patienceMs = 40_000;

type PairsContext = ReadingContext & Pick<LabContext, 'nodes'>;

/**
 * Tries all ports between the nodes before anything is changed; read once a run. Undefined where it cannot be done, e.g.
 * because a node has no perl: then each step tells of what is closed when it comes to it. Begins after `before`.
 */
export function triedPairs(context: PairsContext, before?: Promise<unknown>): Promise<Pairs | undefined> {
  return context.once('pairs', async () => {
    await before;
    return within({ what: '', ms: patienceMs, signal: context.signal }, (signal) => tryTwice(context, signal)).catch(
      () => {
        context.signal.throwIfAborted();
        return undefined;
      },
    );
  });
}

/** Nodes that are busy may miss a moment: what did not come through is tried again before anybody is told. */
async function tryTwice(context: PairsContext, signal: AbortSignal): Promise<Pairs> {
  const first = await tryPairs(context, signal);
  const isWell = ({ open, largest }: Tried) => open && (!largest || largest.came >= largest.sent);
  return first.every(isWell) ? first : better(first, await tryPairs(context, signal));
}

/** Of two tries of each port what came through in either; exported for its test. */
export function better(first: Pairs, second: Pairs): Pairs {
  const keyOf = ({ from, to, protocol, port }: Tried) => `${from} ${to} ${protocol} ${port}`;
  const again = new Map(second.map((tried) => [keyOf(tried), tried]));
  return first.map((one) => {
    const other = again.get(keyOf(one));
    if (!other?.open) return one;
    return one.open && (one.largest?.came ?? 0) >= (other.largest?.came ?? 0) ? one : other;
  });
}

async function tryPairs(context: PairsContext, signal: AbortSignal): Promise<Pairs> {
  const { nodes, lab } = context;
  const dataPort = dataPortOf(lab);
  const wanted = (lab.network.mtu ?? 1450) + 50;
  const sizes = [...new Set([...lengths, wanted])].join(',');
  const token = randomBytes(8).toString('hex');
  const free = await Promise.all(nodes.map(async (node) => freePorts(node, await nodeFacts(context, node), dataPort)));
  const begun = await Promise.allSettled(
    nodes.map((node, own) => begin(node, { token, sizes, dataPort, ...orders(nodes, free, own) }, signal)),
  );
  const talks = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    if (talks.length < nodes.length) throw new Error('a node cannot test');
    const told = talks.map(({ lines }) => untilDone(lines));
    const all = Promise.all(told.map(({ done }) => done));
    all.catch(() => undefined);
    const ready = await Promise.all(told.map((one) => one.ready));
    // Where nothing is in the way they are done by now, and have ended; else they are told that nobody is still to come.
    await soon(all);
    for (const [index, { process }] of talks.entries()) if (!told[index]?.isDone()) process.stdin.write('go\n');
    const lines = await all;
    const ended = Promise.all(talks.map(({ process }) => process.ended));
    await soon(ended);
    // They end with their input, and the ports that they held are needed now.
    for (const { process } of talks) process.stdin.end();
    await ended;
    const couldListen = ({ to, protocol, port }: Tried) =>
      ready[nodes.findIndex(({ name }) => name === to)]?.includes(`${protocol}:${port}`);
    return lines
      .flatMap((some, index) =>
        some.flatMap((line) => parseTried(line, { nodes, from: nodes[index]?.name ?? '', dataPort })),
      )
      .filter(couldListen);
  } catch (error) {
    await Promise.allSettled(talks.map(({ process }) => process.stop()));
    throw error;
  }
}

/** Milliseconds that programs on sound nodes take to find each other. */
const soonMs = 500;

/** Waits for it, but not for long. */
async function soon(what: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const late = wait(soonMs, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([what.catch(() => undefined), late]);
  over.abort();
}

interface Talk {
  process: RemoteProcess;
  lines: AsyncIterator<string>;
}

/** One node that another one tries, and its ports. */
interface Other {
  address: string;
  tcp: readonly number[];
  udp: readonly number[];
}

interface Trying {
  token: string;
  address: string;
  sizes: string;
  dataPort: number;
  others: readonly Other[];
  /** How many try this one. */
  triers: number;
}

/** Listens on the node's free ports, and tries those of others. */
export const pairsTrier: Conversation<Trying> = {
  name: 'pairs.try',
  argv({ token, address, sizes, dataPort, others, triers }) {
    const own = [
      token,
      address,
      tcpPorts.join(','),
      `${gossipPort},${dataPort}`,
      sizes,
      String(dataPort),
      String(triers),
    ];
    const theirs = others.flatMap((other) => [other.address, other.tcp.join(','), other.udp.join(',')]);
    return ['perl', '-e', pairsProgram, ...own, ...theirs];
  },
};

async function begin(node: Node, how: Omit<Trying, 'address'>, signal: AbortSignal): Promise<Talk> {
  const process = await node.converse(pairsTrier, { ...how, address: node.address }, { signal });
  process.ended.catch(() => undefined);
  process.stdin.on('error', () => undefined);
  return { process, lines: createInterface({ input: process.stdout })[Symbol.asyncIterator]() };
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  if (done) throw new Error('the program ended early');
  return value;
}

async function readyPorts(lines: AsyncIterator<string>): Promise<string[]> {
  const [word, ...ports] = (await nextLine(lines)).split(' ');
  if (word !== 'ready') throw new Error('the program did not start');
  return ports;
}

/** Only what the other one can listen on is tried: what the lab's own programs hold already, their steps look at. */
function freePorts({ address }: Node, { system }: NodeFacts, dataPort: number): Other {
  const isFree = (protocol: string) => (port: number) =>
    !system.listeners.some(
      (one) =>
        one.protocol === protocol && one.port === port && [address, '*', '0.0.0.0', '[::]'].includes(one.address),
    );
  return { address, tcp: tcpPorts.filter(isFree('tcp')), udp: [gossipPort, dataPort].filter(isFree('udp')) };
}

function orders(
  nodes: readonly Node[],
  free: readonly Other[],
  own: number,
): { others: readonly Other[]; triers: number } {
  const next = (index: number) => [...nodes.keys()].slice(1).map((step) => (index + step) % nodes.length);
  const others = next(own).slice(0, mostPeers);
  return { others: others.flatMap((index) => free[index] ?? []), triers: others.length };
}

/** What it says: the ports that it got, and then what came of trying. */
function untilDone(lines: AsyncIterator<string>) {
  let isOver = false;
  const ready = readyPorts(lines);
  const done = ready.then(async () => {
    const told = await untilLast(lines);
    isOver = true;
    return told;
  });
  done.catch(() => undefined);
  return { ready, done, isDone: () => isOver };
}

async function untilLast(lines: AsyncIterator<string>): Promise<string[]> {
  const told: string[] = [];
  for (;;) {
    const line = await nextLine(lines);
    if (line === 'done') return told;
    told.push(line);
  }
}

/** Exported for its test. */
export function parseTried(
  line: string,
  { nodes, from, dataPort }: { nodes: readonly { name: string; address: string }[]; from: string; dataPort: number },
): Tried[] {
  const [, protocol, address, port, state, came, sent] =
    /^(tcp|udp) (\S+) (\d+) (open|refused|silent)(?: (\d+) (\d+))?$/.exec(line) ?? [];
  const to = nodes.find((node) => node.address === address)?.name;
  if (!protocol || !to) return [];
  const largest = Number(port) === dataPort && came ? { came: Number(came), sent: Number(sent) } : undefined;
  return [
    {
      from,
      to,
      protocol: protocol === 'udp' ? 'udp' : 'tcp',
      port: Number(port),
      open: state === 'open',
      ...(largest && { largest }),
    },
  ];
}
