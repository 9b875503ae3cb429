import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { WindowFile } from '../core/app/router/window-files.ts';
import { spoken } from '../shared/texts/text.ts';
import type { Rules, Verdict } from './judge.ts';
import { responseHeaders } from './response-headers.ts';

interface Surroundings {
  rules: Rules;
  files: Map<string, WindowFile>;
  request: IncomingMessage;
}

/** Carries a verdict out. */
export function answer(response: ServerResponse, verdict: Verdict, { rules, files, request }: Surroundings): void {
  const headers = { ...responseHeaders(rules.host), 'Cache-Control': 'no-store' };
  const say = (status: number, text: string, more: Record<string, string> = {}) =>
    response
      .writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', ...more })
      .end(request.method === 'HEAD' ? undefined : text);
  if (verdict.kind === 'refused') {
    // What a refused request still sends is not read.
    say(verdict.status, verdict.status === 403 ? goHome() : `${STATUS_CODES[verdict.status]}\n`, {
      Connection: 'close',
    });
    return;
  }
  if (verdict.kind === 'exchange') {
    const session = rules.keys.exchange(verdict.token);
    if (session === undefined) return void say(403, goHome());
    const cookie = `${rules.cookie}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    // After a link on another site the cookie would not be sent along a redirect: our own page continues instead.
    if (request.headers['sec-fetch-site'] === 'cross-site')
      return void say(200, '', { 'Set-Cookie': cookie, Refresh: '0; url=/' });
    return void say(303, '', { 'Set-Cookie': cookie, Location: '/' });
  }
  const file = verdict.kind === 'file' ? files.get(verdict.path) : undefined;
  if (!file) return void say(404, 'Not found\n');
  const caching = file.lasting ? 'private, max-age=31536000, immutable' : 'no-store';
  response.writeHead(200, {
    ...headers,
    'Content-Type': file.type,
    'Content-Length': file.body.length,
    'Cache-Control': caching,
  });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

const goHome = () => spoken.web.addressUsed;
