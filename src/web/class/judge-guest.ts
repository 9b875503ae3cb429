import type { IncomingMessage } from 'node:http';
import type { Session } from '../../core/class/seating.ts';
import { cookieOf, headers, isForeign, uuid } from '../judge.ts';

/** What may be done with a request. Everything that is not named here is refused. */
export type GuestVerdict =
  | { kind: 'door'; link?: string }
  | { kind: 'join' }
  | { kind: 'file'; path: string }
  | { kind: 'rpc'; session: Session }
  | { kind: 'terminal'; id: string; session: Session }
  | { kind: 'refused'; status: 400 | 403 | 404 | 405 | 413; why: string };

export interface GuestRules {
  /** Every Host that is answered, `NAME:PORT`. */
  hosts: ReadonlySet<string>;
  cookie: string;
  session: (value: string) => Session | undefined;
}

const refused = (status: 400 | 403 | 404 | 405 | 413, why: string): GuestVerdict => ({ kind: 'refused', status, why });

/** Code, link and name of a form. */
export const mostBody = 4096;

/** The session that a request carries. */
export function sessionOf(request: IncomingMessage, { cookie, session }: GuestRules): Session | undefined {
  const value = cookieOf(request, cookie);
  return value === undefined ? undefined : session(value);
}

/**
 * Decides about every request and upgrade from the network. Only the door needs no session; no page elsewhere can use
 * one: it forges neither Host nor Origin, and its requests carry no cookie (SameSite=Strict).
 */
export function judgeGuest(request: IncomingMessage, upgrade: boolean, rules: GuestRules): GuestVerdict {
  const { method, url = '' } = request;
  const hosts = headers(request, 'host');
  const [host = ''] = hosts;
  if (hosts.length !== 1 || !rules.hosts.has(host)) return refused(403, 'wrong Host');
  const origins = headers(request, 'origin');
  if (origins.length > 1 || (origins[0] !== undefined && origins[0] !== `https://${host}`))
    return refused(403, 'wrong Origin');
  if (!url.startsWith('/') || url.startsWith('//')) return refused(400, 'not a path');
  if (method === 'POST' && !upgrade) return judgeJoin(request, url, origins[0]);
  if (method !== 'GET' && (method !== 'HEAD' || upgrade)) return refused(405, 'wrong method');
  if (headers(request, 'content-length').length + headers(request, 'transfer-encoding').length > 0)
    return refused(400, 'a body');
  if (upgrade) return judgeUpgrade(request, url, origins[0], rules);
  if (headers(request, 'upgrade').length > 0) return refused(400, 'an upgrade');
  if (url === '/join') return { kind: 'door' };
  const link = /^\/join\?link=([\w-]{43})$/.exec(url)?.[1];
  if (link !== undefined) return { kind: 'door', link };
  if (!sessionOf(request, rules))
    return url === '/' && method === 'GET' ? { kind: 'door' } : refused(403, 'no session');
  if (isForeign(request)) return refused(403, 'from another site');
  return /^\/[\w./-]*$/.test(url) ? { kind: 'file', path: url } : refused(404, 'no such file');
}

/** The form of the door, sent by our own page. */
function judgeJoin(request: IncomingMessage, url: string, origin: string | undefined): GuestVerdict {
  if (url !== '/join') return refused(405, 'wrong method');
  if (origin === undefined) return refused(403, 'no Origin');
  if (isForeign(request)) return refused(403, 'from another site');
  if (headers(request, 'upgrade').length + headers(request, 'transfer-encoding').length > 0)
    return refused(400, 'not a form');
  const types = headers(request, 'content-type');
  const lengths = headers(request, 'content-length');
  if (types.length !== 1 || types[0] !== 'application/x-www-form-urlencoded') return refused(400, 'not a form');
  if (lengths.length !== 1 || !/^\d{1,9}$/.test(lengths[0] ?? '')) return refused(400, 'no length');
  return Number(lengths[0]) > mostBody ? refused(413, 'too large') : { kind: 'join' };
}

function judgeUpgrade(
  request: IncomingMessage,
  url: string,
  origin: string | undefined,
  rules: GuestRules,
): GuestVerdict {
  if (origin === undefined) return refused(403, 'no Origin');
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') return refused(400, 'no WebSocket');
  const session = sessionOf(request, rules);
  if (!session) return refused(403, 'no session');
  if (isForeign(request)) return refused(403, 'from another site');
  if (url === '/rpc') return { kind: 'rpc', session };
  const id = url.startsWith('/terminal/') ? url.slice('/terminal/'.length) : '';
  return uuid.test(id) ? { kind: 'terminal', id, session } : refused(404, 'no such channel');
}
