import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { within } from '../../../gates/wait.ts';
import type { Conversation, Node, RemoteProcess } from '../../../machine/port.ts';
import type { LabContext, ReadingContext } from './lab-step.ts';
import { pairsProgram } from './pairs-program.ts';

/** What came of trying one port of a node from another one. */
export interface Tried {
  from: string;
  to: string;
  protocol: 'tcp' | 'udp';
  port: number;
  open: boolean;
  /** Of VXLAN's port: the largest packet that came through, and the largest that could be sent, in bytes. */
  largest?: { came: number; sent: number };
}
export type Pairs = readonly Tried[];

/** Of all tracks: whoever has not got them in its way pays a packet each. */
const tcpPorts = [2377, 2379, 2380, 7946, 5201, 5001];
const udpPorts = [7946, 4789];
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

async function tryPairs({ nodes, lab }: PairsContext, signal: AbortSignal): Promise<Pairs> {
  const wanted = (lab.network.mtu ?? 1450) + 50;
  const sizes = [...new Set([...lengths, wanted])].join(',');
  const token = randomBytes(8).toString('hex');
  const begun = await Promise.allSettled(nodes.map((node) => begin(node, [token, sizes], signal)));
  const talks = begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    if (talks.length < nodes.length) throw new Error('a node cannot test');
    const ready = await Promise.all(talks.map(({ lines }) => readyPorts(lines)));
    for (const [index, { process }] of talks.entries()) process.stdin.write(orders(nodes, ready, index));
    const told = await Promise.all(talks.map(({ lines }) => untilDone(lines)));
    // They end with their input, and the ports that they held are needed now.
    for (const { process } of talks) process.stdin.end();
    await Promise.all(talks.map(({ process }) => process.ended));
    return told.flatMap((lines, index) => lines.flatMap((line) => parseTried(line, nodes, nodes[index]?.name ?? '')));
  } catch (error) {
    await Promise.allSettled(talks.map(({ process }) => process.stop()));
    throw error;
  }
}

interface Talk {
  process: RemoteProcess;
  lines: AsyncIterator<string>;
}

/** Listens on the node's free ports, and tries those of others. */
export const pairsTrier: Conversation<{ token: string; address: string; sizes: string }> = {
  name: 'pairs.try',
  argv({ token, address, sizes }) {
    const words = [token, address, tcpPorts.join(','), udpPorts.join(','), sizes];
    return ['perl', '-e', pairsProgram, ...words];
  },
};

async function begin(node: Node, [token = '', sizes = '']: string[], signal: AbortSignal): Promise<Talk> {
  const process = await node.converse(pairsTrier, { token, address: node.address, sizes }, { signal });
  process.ended.catch(() => undefined);
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

/** Only what the other one could listen on is tried: what the lab's own programs hold already, their steps look at. */
function orders(nodes: readonly Node[], ready: string[][], own: number): string {
  const others = nodes.map((_, index) => index).filter((index) => index !== own);
  const first = others.findIndex((index) => index > own);
  const next = [...others.slice(Math.max(first, 0)), ...others.slice(0, Math.max(first, 0))].slice(0, mostPeers);
  const of = (index: number, protocol: string) =>
    (ready[index] ?? []).flatMap((one) => (one.startsWith(`${protocol}:`) ? [one.slice(4)] : [])).join(',');
  return `${next.map((index) => `to ${nodes[index]?.address} ${of(index, 'tcp')} ${of(index, 'udp')}\n`).join('')}go\n`;
}

async function untilDone(lines: AsyncIterator<string>): Promise<string[]> {
  const told: string[] = [];
  for (;;) {
    const line = await nextLine(lines);
    if (line === 'done') return told;
    told.push(line);
  }
}

/** Exported for its test. */
export function parseTried(line: string, nodes: readonly { name: string; address: string }[], from: string): Tried[] {
  const [, protocol, address, port, state, came, sent] =
    /^(tcp|udp) (\S+) (\d+) (open|refused|silent)(?: (\d+) (\d+))?$/.exec(line) ?? [];
  const to = nodes.find((node) => node.address === address)?.name;
  if (!protocol || !to) return [];
  const largest = Number(port) === 4789 && came ? { came: Number(came), sent: Number(sent) } : undefined;
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
