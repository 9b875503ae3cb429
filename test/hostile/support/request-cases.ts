import { randomUUID } from 'node:crypto';
import {
  type Choice,
  good,
  goodTargets,
  hostile,
  nameOf,
  type Target,
  toRaw,
} from '../../../src/web/fixtures/hostile-requests.ts';
import type { RawRequest } from '../../../src/web/fixtures/raw-request.ts';

export interface Case {
  name: string;
  request: RawRequest;
}

const secret = /the window itself|set-cookie/i;

/** Let in: by status (100 asks for the rest of a request), by a cookie, or by what the window is made of. */
export function isAccepted(whole: string): boolean {
  const text = whole.replace(/^HTTP\/1\.1 100 .*\r\n\r\n/, '');
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 999);
  return status < 400 || secret.test(text);
}

/** Wrong in one or two ways. */
export const wrongOnes = (at: Target): Case[] =>
  hostile(at).map((request) => ({ name: nameOf(request), request: toRaw(request) }));

/** Right in all but who sends them. */
export function rightOnes(at: Target, token: string): Case[] {
  const targets: Choice[] = [...goodTargets(at.terminal), { name: 'token', target: `/${token}` }];
  return targets.map((target) => {
    const request = good(target, at);
    return { name: nameOf(request), request: toRaw(request) };
  });
}

/** Sizes and spellings that a parser may stumble over. */
export function oddOnes(at: Target): Case[] {
  const headers = toRaw(good({ name: 'window', target: '/' }, at)).headers;
  const bare: [string, string][] = headers.filter(([name]) => name !== 'Cookie');
  const session = at.cookie.split('=')[1] ?? '';
  const targets = [
    ...[
      '/%00',
      '/..%2f..%2fetc%2fpasswd',
      '/assets/..',
      '/./',
      '/index.html/',
      '/?',
      '/??token=',
      '/#',
      '/rpc/',
      '/RPC',
    ],
    ...['/terminal', `/terminal/${randomUUID()}`, `/terminal/${at.terminal.toUpperCase()}`, '/?token=', '/?token[]=x'],
    ...[
      `/?token=${session}`,
      `/?token=${'A'.repeat(10_000)}`,
      `/${'a/'.repeat(7000)}`,
      `/?${at.used.slice(1)}&${at.used.slice(1)}`,
    ],
    ...['/.git/config', '/@fs/etc/passwd', '/src/main.tsx', '/json/version', '/metrics', '/favicon.ico', '/sw.js'],
  ];
  const more: [string, string][][] = [
    ...['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'X-Forwarded-Host', 'X-Original-URL', 'X-Rewrite-URL'].map(
      (name): [string, string][] => [[name, '127.0.0.1']],
    ),
    ...[`Bearer ${session}`, `Basic ${Buffer.from(`a:${session}`).toString('base64')}`].map(
      (value): [string, string][] => [['Authorization', value]],
    ),
    Array.from({ length: 1500 }, (_, index): [string, string] => [`X-${index}`, 'x']),
    [['X-Long', 'x'.repeat(60_000)]],
    [['Expect', '100-continue']],
    [['Expect', 'anything']],
    [['Cookie', `${'a=b; '.repeat(3000)}`]],
    [['Cookie', `${at.cookie.toUpperCase()}`]],
    [['Cookie', `\t${at.cookie.split('=')[0]}\t=\t${session}`]],
    [['Transfer-Encoding', 'chunked, identity']],
    [['Content-Length', '-1']],
    [['Upgrade', 'websocket, h2c']],
  ];
  const of = (name: string, target: string, all: [string, string][], method = 'GET'): Case => ({
    name,
    request: { method, target, headers: all },
  });
  return [
    ...targets.map((target) => of(`target ${target.slice(0, 40)}`, target, bare)),
    ...more.map((extra, index) => of(`headers ${index} ${extra[0]?.[0]}`, '/', [...bare, ...extra])),
    ...['get', 'Get', 'GETX', '', 'GET\t', 'PRI', 'M-SEARCH', 'SOURCE', 'LINK', '\0', 'QUERY'].map((method) =>
      of(`method ${JSON.stringify(method)}`, '/', headers, method),
    ),
  ];
}
