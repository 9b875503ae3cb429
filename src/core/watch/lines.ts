import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import type { SightedKind } from '../../shared/watch/sighting.ts';
import { parseAnnounced } from './announced.ts';
import { parseDockerEvent } from './docker-event.ts';
import type { Sighting } from './sighting.ts';

/** One line of the program on a node (node-program-script.ts), read. */
export type Line =
  | { type: 'thing'; thing: Sighting }
  /** Of a source something may be missing: it said too much, or it ended. */
  | { type: 'many' | 'ended'; of: string }
  /** Between these two all that there is of a source. */
  | { type: 'from' | 'upto'; of: string }
  | { type: 'lacks'; of: string }
  /** What comes next happened while the app's lease was held. */
  | { type: 'held' }
  /** The lease was given back, when by the clock of the node, nanoseconds. */
  | { type: 'freed'; at: number }
  /** Docker was asked. */
  | { type: 'docker'; answers: boolean }
  | { type: 'beat'; beat: string };

/** Undefined where it says nothing that one can read: what a node prints is nobody's promise. */
export function parseLine(line: string): Line | undefined {
  const [word = '', rest = ''] = cut(stripUnsafe(line).replaceAll('\t', ' '));
  if (word === 't') return { type: 'beat', beat: rest };
  if (word === 'held') return { type: 'held' };
  if (word === 'freed') return /^\d{1,11}\.\d{9}$/.test(rest) ? { type: 'freed', at: Number(rest) * 1e9 } : undefined;
  if (word === 'd')
    return rest === 'answers' || rest === 'silent' ? { type: 'docker', answers: rest === 'answers' } : undefined;
  if (isMark(word))
    return (word === 'lacks' ? programs.has(rest) : isSource(rest)) ? { type: word, of: rest } : undefined;
  const thing = Object.hasOwn(read, word) ? read[word]?.(rest) : undefined;
  return thing && { type: 'thing', thing };
}

const marks = ['many', 'ended', 'from', 'upto', 'lacks'] as const;
const isMark = (word: string): word is (typeof marks)[number] => marks.some((mark) => mark === word);

const read: Record<string, (rest: string) => Sighting | undefined> = {
  I: parseAnnounced,
  B: fdb,
  D: parseDockerEvent,
  X: firewallEvent,
  r: (rest) => signed(rest, (name, is) => ({ kind: 'firewall', key: name, name, is, detail: '' })),
  u: (rest) =>
    signed(rest, (name, is) => {
      const unit = name.replace(/^.*invocation:/, '');
      return { kind: 'unit', key: unit, name: unit, is, detail: '' };
    }),
  n: (rest) =>
    signed(rest, (name, is) => ({ kind: 'namespace', key: name, name: name.replace(/^.*\//, ''), is, detail: '' })),
  p: process,
  f: file,
};

function signed(rest: string, of: (name: string, is: 'there' | 'gone') => Sighting): Sighting | undefined {
  const [sign, name] = cut(rest);
  if ((sign !== '+' && sign !== '-') || name === '') return undefined;
  return of(name, sign === '+' ? 'there' : 'gone');
}

/** `+ etcd 1234`; T and R: stopped by a signal, and continued. */
function process(rest: string): Sighting | undefined {
  const found = /^([+TR-]) ([\w-]{1,15}) (\d{1,10})$/.exec(rest);
  if (!found) return undefined;
  const [, sign, name = '', pid] = found;
  const is = sign === '-' ? 'gone' : 'there';
  return { kind: 'process', key: `${name} ${pid}`, name, is, detail: sign === 'T' ? stoppedBySignal : `pid ${pid}` };
}

/** How a process stands that was stopped by SIGSTOP. */
export const stoppedBySignal = 'stopped by a signal';

function file(rest: string): Sighting {
  const [path, more] = cut(rest);
  const [, bytes = '', ...changed] = more.split(' ');
  // With the time in it each change is one.
  const detail = bytes && `${bytes} bytes, ${changed.join(' ')}`;
  return { kind: 'file', key: path, name: path, is: more === '' ? 'gone' : 'there', detail };
}

/** `MAC dev DEV …`, as `bridge monitor` and `bridge fdb` print it. */
function fdb(rest: string): Sighting | undefined {
  const found = /^(Deleted )?(?:\[NEIGH\])?((?:[0-9a-f]{2}:){5}[0-9a-f]{2}) dev (\S+) ?(.*)$/.exec(rest.trim());
  if (!found) return undefined;
  const [, gone, mac = '', device = '', more = ''] = found;
  const to = /\bdst (\S+)/.exec(more)?.[1];
  const key = `${mac} ${device}${to ? ` ${to}` : ''}${/\bself\b/.test(more) ? ' self' : ''}`;
  const name = `${mac} on ${device}${to ? ` to ${to}` : ''}`;
  return {
    kind: 'fdb',
    key,
    name,
    is: gone ? 'gone' : 'there',
    detail: more.replace(/\b(stale|offload)\b/g, '').trim(),
  };
}

/** ` EVENT: -4 -t filter -A FORWARD …`, as xtables-monitor prints it. */
function firewallEvent(rest: string): Sighting | undefined {
  const found = /^\s*EVENT: -(\d) -t (\w+) (-[A-Z]) (.*)$/.exec(rest);
  if (!found) return undefined;
  const [, family, table, action, rule = ''] = found;
  const name = `${family === '6' ? 'IPv6 ' : ''}${table} ${rule}`.trim();
  return { kind: 'firewall', key: name, name, is: action === '-D' || action === '-X' ? 'gone' : 'there', detail: '' };
}

export function cut(text: string): [string, string] {
  const at = text.indexOf(' ');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Programs that the one on the node says it lacks. */
const programs: ReadonlySet<string> = new Set(['ip', 'bridge', 'docker', 'iptables', 'stat']);

/** Sources that list all that there is, so that what is not listed is gone. */
const listing: Record<string, readonly SightedKind[]> = {
  I: ['link', 'address', 'route', 'neighbour', 'rule'],
  B: ['fdb'],
  u: ['unit'],
  n: ['namespace'],
  p: ['process'],
  f: ['file'],
};

const announcing: Record<string, readonly SightedKind[]> = {
  D: ['container', 'network', 'image', 'volume'],
  X: ['firewall'],
  r: ['firewall'],
};

const sources = new Map<string, readonly SightedKind[]>([
  ...Object.entries(listing),
  ...Object.entries(announcing),
  ['all', Object.values(listing).flat()],
]);
const isSource = (name: string): boolean => sources.has(name);

/** Kinds of which a source tells; none of one that there is not. */
export const kindsOf = (source: string): readonly SightedKind[] => sources.get(source) ?? [];
