import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { WindowFile } from '../../core/app/router/window-files.ts';
import type { Entry, Seating } from '../../core/class/seating.ts';
import { spoken } from '../../shared/texts/text.ts';
import { responseHeaders } from '../response-headers.ts';
import type { Guesses } from './guesses.ts';
import { joinPage } from './join-page.ts';
import { type GuestRules, type GuestVerdict, mostBody, sessionOf } from './judge-guest.ts';

export interface Door {
  class: string;
  fingerprint: string;
  rules: GuestRules;
  seating: Seating;
  guesses: Guesses;
  files: ReadonlyMap<string, WindowFile>;
  /** Told the first time that somebody has to wait. */
  onGuesses: (address: string) => void;
}

/** Carries a verdict out. */
export async function answerGuest(
  request: IncomingMessage,
  response: ServerResponse,
  verdict: GuestVerdict,
  door: Door,
): Promise<void> {
  const host = request.headers.host ?? '';
  const headers = { ...responseHeaders(host, 'wss'), 'Cache-Control': 'no-store' };
  const end = (body: string | Buffer) => void response.end(request.method === 'HEAD' ? undefined : body);
  const say = (status: number, text: string, more: Record<string, string> = {}) => {
    response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', ...more });
    end(text);
  };
  if (verdict.kind === 'file') {
    const file = door.files.get(verdict.path);
    if (!file) return say(404, 'Not found\n');
    const caching = file.lasting ? 'private, max-age=31536000, immutable' : 'no-store';
    const own = { 'Content-Type': file.type, 'Content-Length': file.body.length, 'Cache-Control': caching };
    response.writeHead(200, { ...headers, ...own });
    return end(file.body);
  }
  if (verdict.kind !== 'door' && verdict.kind !== 'join') {
    // What a refused request still sends is not read.
    const status = verdict.kind === 'refused' ? verdict.status : 400;
    return say(status, `${STATUS_CODES[status]}\n`, { Connection: 'close' });
  }
  const show = (status: number, more: Partial<Parameters<typeof joinPage>[0]>) => {
    response.writeHead(status, { ...headers, ...doorHeaders });
    end(joinPage({ class: door.class, fingerprint: door.fingerprint, ...more }));
  };
  if (verdict.kind === 'door') return showDoor(request, verdict.link, door, show);
  const form = await readForm(request);
  if (!form) return say(400, 'Bad Request\n', { Connection: 'close' });
  if (sessionOf(request, door.rules) && !form.has('link')) return say(303, '', { Location: '/' });
  const entry = enter(request, form, door);
  const name = (form.get('name') ?? '').slice(0, 200);
  if (typeof entry === 'object') {
    const seconds = Math.max(1, Math.floor((Date.parse(door.seating.until) - Date.now()) / 1000));
    const cookie = `${door.rules.cookie}=${entry.session}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;
    return say(303, '', { 'Set-Cookie': cookie, Location: '/' });
  }
  const value = form.get('link');
  const of = entry === 'no-name' && value !== null ? door.seating.ofLink(value) : undefined;
  const link = of && { value: value ?? '', ...(of.who === 'student' && { seat: of.seat }) };
  const status = entry === 'wait' ? 429 : 403;
  show(status, { name, problem: problems[entry](), ...(link && { link }) });
}

const problems: Record<Exclude<Entry, object> | 'wait', () => string> = {
  wrong: () => spoken.serve.wrong,
  full: () => spoken.serve.full,
  'no-name': () => spoken.serve.noName,
  wait: () => spoken.serve.wait,
};

/** The form names its Origin only where the page may be named. */
const doorHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'Referrer-Policy': 'same-origin',
};

function showDoor(
  { socket, url }: IncomingMessage,
  link: string | undefined,
  door: Door,
  show: (status: number, more: Partial<Parameters<typeof joinPage>[0]>) => void,
): void {
  const address = socket.remoteAddress ?? '';
  const of = link === undefined ? undefined : door.seating.ofLink(link);
  if (link === undefined) show(url === '/join' ? 200 : 403, {});
  else if (!door.guesses.mayTry(address)) show(429, { problem: spoken.serve.wait });
  else if (of) show(200, { link: { value: link, ...(of.who === 'student' && { seat: of.seat }) } });
  else {
    wrong(door, address);
    show(403, { problem: spoken.serve.wrong });
  }
}

function enter({ socket }: IncomingMessage, form: URLSearchParams, door: Door): Entry | 'wait' {
  const address = socket.remoteAddress ?? '';
  if (!door.guesses.mayTry(address)) return 'wait';
  const [link, code = '', name = ''] = [form.get('link'), form.get('code') ?? '', form.get('name') ?? ''];
  const entry = link === null ? door.seating.joinByCode(code, name) : door.seating.joinByLink(link, name);
  if (entry === 'wrong') wrong(door, address);
  return entry;
}

function wrong({ guesses, onGuesses }: Door, address: string): void {
  guesses.wrong(address);
  if (!guesses.mayTry(address)) onGuesses(address);
}

/** Undefined for what is no form of ours, or does not come as it said. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > mostBody) return undefined;
      parts.push(part);
    }
  } catch {
    return undefined;
  }
  const form = new URLSearchParams(Buffer.concat(parts).toString('utf8'));
  const names = [...form.keys()];
  return new Set(names).size === names.length ? form : undefined;
}
