import { constants, gunzipSync } from 'node:zlib';
import { LabError } from '../../shared/errors.ts';
import { type Captured, readPcap } from '../../shared/packet/pcap.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { texts } from '../../shared/texts/text.ts';
import { within } from '../gates/wait.ts';
import type { Node } from '../machine/port.ts';
import { type Asked, followTalk } from './follow-program.ts';

/** What was caught at one point. */
export interface Caught {
  by?: 'tcpdump' | 'perl';
  packets: Captured[];
  missed: number;
  cut: boolean;
  /** What who catches said, where it never listened. */
  why?: string;
}

/** A node on which packets are being caught. */
export interface Catching {
  /** Sends what is to be followed; resolves with what the sender said. */
  send(ms: number): Promise<string>;
  /** Ends it, and reads what was caught, by name. */
  stop(): Promise<Map<string, Caught>>;
  /** Ends it where nobody wants what was caught. */
  leave(): Promise<void>;
}

const beginMs = 20_000;
const stopMs = 20_000;
/** Of a compressed capture, and of the packets in it. */
const longestLine = 16 * 1024;
const mostCaught = 12 * 1024 * 1024;
const mostSaid = 4000;

interface Heard {
  listening: Map<string, string>;
  said: Map<string, string[]>;
  coded: Map<string, string[]>;
  over: Set<string>;
  sent: string[];
  isEnd: boolean;
}

/** Begins to catch on a node; resolves when each point listens or has failed. */
export async function catchPackets(node: Node, asked: Asked, signal: AbortSignal): Promise<Catching> {
  const subject = (ms: number) => ({ what: texts.follow.program({ node: node.name }), ms, signal, node: node.name });
  const process = await within(subject(beginMs), (waiting) => node.converse(followTalk, asked, { signal: waiting }));
  process.stdin.on('error', () => undefined);
  const heard: Heard = {
    ...{ listening: new Map(), said: new Map(), coded: new Map() },
    ...{ over: new Set(), sent: [], isEnd: false },
  };
  let changed: () => void = () => undefined;
  let lost: Error | undefined;
  const tell = (line: string) => {
    hear(heard, line);
    changed();
  };
  const gone = (error?: unknown) => {
    lost ??=
      error instanceof Error
        ? error
        : new LabError('unreachable', texts.follow.ended({ node: node.name }), { node: node.name });
    changed();
  };
  process.ended.then(() => gone(), gone);
  lines(process.stdout, tell);
  const until = (ms: number, holds: () => boolean) =>
    within(
      subject(ms),
      () =>
        new Promise<void>((resolve, reject) => {
          changed = () => {
            if (holds()) resolve();
            else if (lost) reject(lost);
          };
          changed();
        }),
    );
  const names = asked.catches.map(({ name }) => name);
  const answers = asked.part.role === 'answer' && asked.part.kind !== 'ping' ? ['answer'] : [];
  const leave = () => process.stop().catch(() => undefined);
  try {
    await until(beginMs, () =>
      [...names, ...answers].every(
        (name) => heard.listening.has(name) || heard.over.has(name) || heard.said.get(name)?.some(isFailure),
      ),
    );
  } catch (error) {
    await leave();
    throw error;
  }
  return {
    leave,
    send: async (ms) => {
      process.stdin.write('go\n');
      await until(ms, () => heard.sent.length > 0);
      return stripUnsafe(Buffer.from(heard.sent[0] ?? '', 'base64').toString('utf8')).slice(0, mostSaid);
    },
    stop: async () => {
      process.stdin.write('stop\n');
      try {
        await until(stopMs, () => heard.isEnd);
      } finally {
        await leave();
      }
      return new Map(names.map((name) => [name, caughtOf(heard, name, asked.most)]));
    },
  };
}

const isFailure = (line: string): boolean => /^(port|bind|socket|listen|no perl)/.test(line);

function hear(heard: Heard, line: string): void {
  const [letter = '', name = ''] = line.split(' ', 2);
  const rest = line.slice(letter.length + name.length + 2);
  if (letter === 'S') {
    const said = heard.said.get(name) ?? [];
    if (said.length < 40) said.push(rest);
    heard.said.set(name, said);
    if (/listening on /.test(rest)) heard.listening.set(name, / with perl$/.test(rest) ? 'perl' : 'tcpdump');
  } else if (letter === 'P') heard.coded.set(name, [...(heard.coded.get(name) ?? []), rest]);
  else if (letter === 'E') heard.over.add(name);
  else if (letter === 'T') heard.sent.push(name);
  else if (line === 'end') heard.isEnd = true;
}

function caughtOf({ listening, said, coded }: Heard, name: string, most: number): Caught {
  const by = listening.get(name) as Caught['by'];
  const words = said.get(name) ?? [];
  if (!by) return { packets: [], missed: 0, cut: false, why: stripUnsafe(words.join(' ')).slice(0, 300) };
  const missed = Number(/^(\d+) packets dropped by kernel/m.exec(words.join('\n'))?.[1] ?? 0);
  const bytes = unpacked(Buffer.from((coded.get(name) ?? []).join(''), 'base64'));
  const { packets, isWhole } = readPcap(bytes, { packets: 200_000, bytes: 300_000 });
  return { by, packets, missed, cut: !isWhole || bytes.length >= most };
}

/** What is there of it, where it was cut or is not what it says it is. */
function unpacked(bytes: Buffer): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostCaught, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array();
  }
}

function lines(stream: NodeJS.ReadableStream, each: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('error', () => undefined);
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = (parts.pop() ?? '').slice(0, longestLine);
    for (const line of parts) if (line.length <= longestLine) each(line);
  });
}
