import type { IncomingMessage } from 'node:http';
import type { Keys } from './keys.ts';

/** What may be done with a request. Everything that is not named here is refused. */
export type Verdict =
  | { kind: 'exchange'; token: string }
  | { kind: 'file'; path: string }
  | { kind: 'rpc' }
  | { kind: 'terminal'; id: string }
  | { kind: 'refused'; status: 400 | 403 | 404 | 405; why: string };

export interface Rules {
  /** The only Host that is answered: `127.0.0.1:PORT`. */
  host: string;
  cookie: string;
  keys: Keys;
}

const refused = (status: 400 | 403 | 404 | 405, why: string): Verdict => ({ kind: 'refused', status, why });
export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * One place that decides about every request and upgrade. A page elsewhere cannot forge Host (DNS rebinding) or Origin,
 * cannot read the cookie, and its requests do not carry it (SameSite=Strict); each of these alone would be enough.
 */
export function judge(request: IncomingMessage, upgrade: boolean, rules: Rules): Verdict {
  const { method, url = '' } = request;
  const hosts = headers(request, 'host');
  if (hosts.length !== 1 || hosts[0] !== rules.host) return refused(403, 'wrong Host');
  const origins = headers(request, 'origin');
  if (origins.length > 1 || (origins[0] !== undefined && origins[0] !== `http://${rules.host}`))
    return refused(403, 'wrong Origin');
  if (method !== 'GET' && (method !== 'HEAD' || upgrade)) return refused(405, 'wrong method');
  if (!url.startsWith('/') || url.startsWith('//')) return refused(400, 'not a path');
  if (headers(request, 'content-length').length + headers(request, 'transfer-encoding').length > 0)
    return refused(400, 'a body');
  if (upgrade) return judgeUpgrade(request, url, origins[0], rules);
  if (headers(request, 'upgrade').length > 0) return refused(400, 'an upgrade');
  const token = /^\/\?token=([\w-]{43})$/.exec(url)?.[1];
  if (token) return method === 'GET' ? { kind: 'exchange', token } : refused(405, 'wrong method');
  if (!hasSession(request, rules)) return refused(403, 'no session');
  if (isForeign(request)) return refused(403, 'from another site');
  return /^\/[\w./-]*$/.test(url) ? { kind: 'file', path: url } : refused(404, 'no such file');
}

function judgeUpgrade(request: IncomingMessage, url: string, origin: string | undefined, rules: Rules): Verdict {
  if (origin === undefined) return refused(403, 'no Origin');
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') return refused(400, 'no WebSocket');
  if (!hasSession(request, rules)) return refused(403, 'no session');
  if (isForeign(request)) return refused(403, 'from another site');
  if (url === '/rpc') return { kind: 'rpc' };
  const id = url.startsWith('/terminal/') ? url.slice('/terminal/'.length) : '';
  return uuid.test(id) ? { kind: 'terminal', id } : refused(404, 'no such channel');
}

function hasSession(request: IncomingMessage, { cookie, keys }: Rules): boolean {
  const value = cookieOf(request, cookie);
  return value !== undefined && keys.isSession(value);
}

/** Exactly one cookie of ours: two would mean that someone else set one. */
export function cookieOf(request: IncomingMessage, cookie: string): string | undefined {
  const found = headers(request, 'cookie')
    .flatMap((line) => line.split(';'))
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${cookie}=`));
  return found.length === 1 ? found[0]?.slice(cookie.length + 1) : undefined;
}

/** Browsers say where a request comes from; other programs need not. */
export function isForeign(request: IncomingMessage): boolean {
  return headers(request, 'sec-fetch-site').some((site) => site !== 'none' && site !== 'same-origin');
}

/** All values of a header, also those that Node would drop or join. */
export function headers({ rawHeaders }: IncomingMessage, name: string): string[] {
  return rawHeaders.flatMap((key, index) =>
    index % 2 === 0 && key.toLowerCase() === name ? [rawHeaders[index + 1] ?? ''] : [],
  );
}
