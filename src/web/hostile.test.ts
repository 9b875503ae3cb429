import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RawRequest, rawRequest } from './fixtures/raw-request.ts';
import { type StandInCore, standInCore } from './fixtures/stand-in-core.ts';
import { logIn } from './fixtures/web-client.ts';
import { startServer, type WebServer } from './server.ts';

/**
 * A request is a choice in every dimension; the first choice of each is the good one. Whatever differs in one of them
 * is hostile: alone, since each defence must hold alone, and in pairs, since one may not open a way past another.
 */
interface Choice {
  name: string;
  headers?: [string, string][];
  /** Of the target, instead of `/`. */
  target?: string;
  method?: string;
  upgrade?: 'websocket' | 'h2c';
}
type Dimension = 'host' | 'origin' | 'pass' | 'method' | 'target' | 'from';
type Request = Record<Dimension, Choice>;

const terminal = randomUUID();
const secret = 'the window itself';
let server: WebServer;
let core: StandInCore;
let cookie: string;
let used: string;

beforeAll(async () => {
  core = standInCore(terminal);
  const files = new Map(
    ['/', '/assets/app.js'].map((name) => [name, { body: Buffer.from(secret), type: 'text/html', lasting: false }]),
  );
  server = await startServer({ core, files });
  const address = server.newAddress(60_000);
  used = new URL(address).search;
  cookie = await logIn(address);
});
afterAll(() => server.close());

function dimensions(): Record<Dimension, Choice[]> {
  const own = `127.0.0.1:${server.port}`;
  const host = (value: string): Choice => ({ name: `Host ${value}`, headers: [['Host', value]] });
  const origin = (value: string): Choice => ({ name: `Origin ${value}`, headers: [['Origin', value]] });
  const pass = (name: string, value: string): Choice => ({ name, headers: [['Cookie', value]] });
  const method = (name: string): Choice => ({ name, method: name });
  const [cookieName = '', session = ''] = cookie.split('=');
  return {
    host: [
      host(own),
      host(`localhost:${server.port}`),
      host('127.0.0.1'),
      host(`127.0.0.1:${server.port + 1}`),
      host('evil.example'),
      host(`evil.example:${server.port}`),
      host(`127.0.0.1.evil.example:${server.port}`),
      host(`[::1]:${server.port}`),
      host(`0.0.0.0:${server.port}`),
      host(`127.1:${server.port}`),
      host(`2130706433:${server.port}`),
      host(`user@${own}`),
      host(`${own}.`),
      host(''),
      { name: 'no Host', headers: [] },
      {
        name: 'two Hosts',
        headers: [
          ['Host', own],
          ['Host', 'evil.example'],
        ],
      },
    ],
    origin: [
      origin(`http://${own}`),
      origin('null'),
      origin('http://evil.example'),
      origin(`http://evil.example:${server.port}`),
      origin(`https://${own}`),
      origin('http://127.0.0.1'),
      origin(`http://localhost:${server.port}`),
      origin(`http://${own}.evil.example`),
      origin(`http://${own}/`),
      origin(`HTTP://${own}`),
      origin('file://'),
      origin(''),
      {
        name: 'two Origins',
        headers: [
          ['Origin', `http://${own}`],
          ['Origin', 'http://evil.example'],
        ],
      },
    ],
    pass: [
      pass('session', cookie),
      { name: 'no session', headers: [] },
      pass('empty session', `${cookieName}=`),
      pass('guessed session', `${cookieName}=${'A'.repeat(43)}`),
      pass('cut session', `${cookieName}=${session.slice(0, -1)}`),
      pass('longer session', `${cookie}A`),
      pass('session under another name', `other=${session}`),
      pass('session of another port', `overlay-lab-1=${session}`),
      pass('two sessions', `${cookie}; ${cookie}`),
      pass('quoted session', `${cookieName}="${session}"`),
      { name: 'session in Authorization', headers: [['Authorization', `Bearer ${session}`]] },
      { name: 'session in a header', headers: [[cookieName, session]] },
    ],
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND'].map(method),
    target: [
      { name: 'window', target: '/' },
      { name: 'used token', target: `/${used}` },
      { name: 'guessed token', target: `/?token=${'A'.repeat(43)}` },
      { name: 'no such file', target: '/no-such-file' },
      { name: 'parent folder', target: '/../package.json' },
      { name: 'encoded parent folder', target: '/%2e%2e/package.json' },
      { name: 'absolute path', target: '//etc/passwd' },
      { name: 'whole address', target: `http://${own}/` },
      { name: 'elsewhere', target: 'http://evil.example/' },
      { name: 'rpc without upgrade', target: '/rpc' },
      { name: 'terminal without upgrade', target: `/terminal/${terminal}` },
      { name: 'an unknown upgrade', target: '/rpc', upgrade: 'h2c' },
      { name: 'upgrade of the window', target: '/', upgrade: 'websocket' },
      { name: 'upgrade of a file', target: '/assets/app.js', upgrade: 'websocket' },
      { name: 'rpc with a query', target: `/rpc${used}`, upgrade: 'websocket' },
      { name: 'terminal with no name', target: '/terminal/', upgrade: 'websocket' },
      { name: 'terminal with a path', target: `/terminal/../rpc`, upgrade: 'websocket' },
      { name: 'terminal of two names', target: `/terminal/${terminal}/${terminal}`, upgrade: 'websocket' },
    ],
    from: [
      { name: 'from here', headers: [['Sec-Fetch-Site', 'same-origin']] },
      { name: 'from another site', headers: [['Sec-Fetch-Site', 'cross-site']] },
      { name: 'from another port', headers: [['Sec-Fetch-Site', 'same-site']] },
      { name: 'with a body', headers: [['Content-Length', '0']] },
      { name: 'with a chunked body', headers: [['Transfer-Encoding', 'chunked']] },
    ],
  };
}

const goodTargets: Choice[] = [
  { name: 'window', target: '/' },
  { name: 'file', target: '/assets/app.js' },
  { name: 'rpc', target: '/rpc', upgrade: 'websocket' },
  { name: 'terminal', target: `/terminal/${terminal}`, upgrade: 'websocket' },
];

function good(target: Choice): Request {
  const all = dimensions();
  const first = Object.entries(all).map(([dimension, [choice]]) => [dimension, choice]);
  return { ...(Object.fromEntries(first) as Request), target };
}

/** Every wrong choice alone, and every pair of wrong choices in neighbouring dimensions, a part of them. */
function hostile(): Request[] {
  const all = dimensions();
  const names = Object.keys(all) as Dimension[];
  const wrong = (dimension: Dimension) => all[dimension].slice(1);
  const alone = goodTargets.flatMap((target) =>
    names
      .filter((dimension) => dimension !== 'target')
      .flatMap((dimension) => wrong(dimension).map((choice) => ({ ...good(target), [dimension]: choice }))),
  );
  const targets = wrong('target').map((target) => good(target));
  const pairs = names.flatMap((one, index) =>
    names.slice(index + 1).flatMap((other) =>
      wrong(one).map((choice, at): Request => {
        const partners = wrong(other);
        const target = goodTargets[at % goodTargets.length] as Choice;
        return { ...good(target), [one]: choice, [other]: partners[(at * 7) % partners.length] };
      }),
    ),
  );
  const noOrigin = goodTargets
    .filter(({ upgrade }) => upgrade)
    .map((target): Request => ({ ...good(target), origin: { name: 'no Origin', headers: [] } }));
  return [...alone, ...targets, ...pairs, ...noOrigin];
}

function toRaw(request: Request): RawRequest {
  const { upgrade, target = '/' } = request.target;
  const ask: [string, string][] = upgrade
    ? [
        ['Connection', 'Upgrade'],
        ['Upgrade', upgrade],
        ['Sec-WebSocket-Version', '13'],
        ['Sec-WebSocket-Key', 'AAAAAAAAAAAAAAAAAAAAAA=='],
      ]
    : [['Connection', 'close']];
  const headers = (['host', 'origin', 'pass', 'from'] as const).flatMap((name) => request[name].headers ?? []);
  return { method: request.method.method ?? 'GET', target, headers: [...headers, ...ask] };
}

const nameOf = (request: Request) =>
  Object.values(request)
    .map(({ name }) => name)
    .join(', ');

async function isAccepted(request: Request): Promise<boolean> {
  const { status, text } = await rawRequest(server.port, toRaw(request));
  return (status !== undefined && status < 400) || text.includes(secret) || /set-cookie/i.test(text);
}

describe('hostile requests', () => {
  test('the good ones are accepted, so that the others can fail', async () => {
    for (const target of goodTargets)
      expect([target.name, await isAccepted(good(target))]).toEqual([target.name, true]);
  });

  test('none of several hundred is accepted', { timeout: 120_000 }, async () => {
    const requests = hostile();
    expect(requests.length).toBeGreaterThanOrEqual(200);
    expect(new Set(requests.map(nameOf)).size).toBeGreaterThanOrEqual(200);
    const accepted: string[] = [];
    for (const request of requests) if (await isAccepted(request)) accepted.push(nameOf(request));
    expect(accepted).toEqual([]);
    expect(core.calls.info).toBe(0);
  });

  test('a token is good once, and a hostile request does not use it up', async () => {
    const address = server.newAddress(60_000);
    const target = { name: 'token', target: `/${new URL(address).search}` };
    const { host, method, from } = dimensions();
    for (const bad of [
      { ...good(target), host: host[4] as Choice },
      { ...good(target), method: method[1] as Choice },
      { ...good(target), origin: { name: 'evil', headers: [['Origin', 'http://evil.example']] } as Choice },
      { ...good(target), from: from[3] as Choice },
    ])
      expect([nameOf(bad), await isAccepted(bad)]).toEqual([nameOf(bad), false]);
    const nobody = { ...good(target), pass: { name: 'no session', headers: [] } };
    expect(await isAccepted(nobody)).toBe(true);
    expect(await isAccepted(nobody)).toBe(false);
  });

  test('a token is too old after its time', async () => {
    const target = { name: 'old token', target: `/${new URL(server.newAddress(0)).search}` };
    expect(await isAccepted(good(target))).toBe(false);
  });
});
