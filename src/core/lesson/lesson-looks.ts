import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { operation } from '../machine/operation.ts';
import type { Interface } from '../measure/interface.ts';
import { parseInterfaces } from '../measure/interfaces.ts';

/** Milliseconds for a command of a check. */
const commandMs = 20_000;
const portSeconds = 5;
const mostOutput = 256 * 1024;

export interface Ended {
  status: number;
  /** Cleaned. */
  lines: string[];
}

/** A command that a lesson's check names, on the node as root; its stdin is empty. */
export const lessonCommand = operation<{ line: string }, Ended>({
  name: 'lesson.command',
  program: ({ line }) => ({
    script: 'cd / && exec sh -c "$1" 2>&1 </dev/null',
    words: [line],
    timeout: commandMs,
    expect: 'any',
    maxOutput: mostOutput,
  }),
  read: ({ status, stdout }) => ({ status, lines: stripUnsafe(stdout).split('\n') }),
});

export interface Route {
  /** `default`, or with its prefix; an address alone is a host's. */
  to: string;
  via?: string;
  dev?: string;
}

export interface NodeWays {
  /** Absent where the node's own tool could not be read. */
  interfaces?: Interface[];
  routes: Route[];
}

const mark = '--routes--';

/** A node's interfaces and routes. */
export const lessonWays = operation<Record<never, never>, NodeWays>({
  name: 'lesson.ways',
  program: () => ({
    script: `ip -j -d addr 2>/dev/null || ip addr; printf '\\n${mark}\\n'; ip -4 route show`,
    timeout: commandMs,
    expect: 'any',
    maxOutput: mostOutput * 8,
  }),
  read({ stdout }) {
    const [addresses = '', routes = ''] = stdout.split(`\n${mark}\n`);
    const interfaces = parseInterfaces(addresses);
    return { ...(interfaces.ok && { interfaces: interfaces.value }), routes: routesIn(routes) };
  },
});

/** Whether TCP answers there, asked from the node. bash is on each Debian; nc comes in many kinds. */
export const lessonPort = operation<{ host: string; port: number }, boolean>({
  name: 'lesson.port',
  program: ({ host, port }) => ({
    script: `timeout ${portSeconds} bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "$1" "$2" 2>/dev/null`,
    words: [host, String(port)],
    timeout: commandMs,
    // 1: refused; 124: nobody answered in time.
    expect: [0, 1, 124],
  }),
  read: ({ status }) => status === 0,
});

/** Lines of `ip -4 route show`. */
export function routesIn(text: string): Route[] {
  return text.split('\n').flatMap((line): Route[] => {
    const words = line.trim().split(/\s+/);
    const [first = ''] = words;
    const to = ['blackhole', 'unreachable', 'prohibit'].includes(first) ? '' : first;
    if (to === '') return [];
    const after = (name: string) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
    const [via, dev] = [after('via'), after('dev')];
    return [{ to, ...(via !== undefined && { via }), ...(dev !== undefined && { dev }) }];
  });
}
