import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Choice,
  dimensions,
  good,
  goodTargets,
  hostile,
  nameOf,
  type Request,
  toRaw,
} from './fixtures/hostile-requests.ts';
import { rawRequest } from './fixtures/raw-request.ts';
import { type StandInCore, standInCore } from './fixtures/stand-in-core.ts';
import { logIn } from './fixtures/web-client.ts';
import { startServer, type WebServer } from './server.ts';

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

async function isAccepted(request: Request): Promise<boolean> {
  const { status, text } = await rawRequest(server.port, toRaw(request));
  return (status !== undefined && status < 400) || text.includes(secret) || /set-cookie/i.test(text);
}

const at = () => ({ port: server.port, cookie, used, terminal });

describe('hostile requests', () => {
  test('the good ones are accepted, so that the others can fail', async () => {
    for (const target of goodTargets(terminal))
      expect([target.name, await isAccepted(good(target, at()))]).toEqual([target.name, true]);
  });

  test('none of several hundred is accepted', { timeout: 120_000 }, async () => {
    const requests = hostile(at());
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
    const { host, method, from } = dimensions(at());
    for (const bad of [
      { ...good(target, at()), host: host[4] as Choice },
      { ...good(target, at()), method: method[1] as Choice },
      { ...good(target, at()), origin: { name: 'evil', headers: [['Origin', 'http://evil.example']] } as Choice },
      { ...good(target, at()), from: from[3] as Choice },
    ])
      expect([nameOf(bad), await isAccepted(bad)]).toEqual([nameOf(bad), false]);
    const nobody = { ...good(target, at()), pass: { name: 'no session', headers: [] } };
    expect(await isAccepted(nobody)).toBe(true);
    expect(await isAccepted(nobody)).toBe(false);
  });

  test('a token is too old after its time', async () => {
    const target = { name: 'old token', target: `/${new URL(server.newAddress(0)).search}` };
    expect(await isAccepted(good(target, at()))).toBe(false);
  });
});
