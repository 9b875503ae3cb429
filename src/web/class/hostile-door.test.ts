import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { type RawAnswer, rawRequest } from '../fixtures/raw-request.ts';
import { type DoorCase, rightOnes, wrongOnes } from './fixtures/door-requests.ts';
import { cookieIn, servedClass, windowItself } from './fixtures/served-class.ts';

/** Let in: a part of the window, a session, an upgrade, or a yes that is not the door itself. */
const isIn = ({ status, text }: RawAnswer): boolean =>
  text.includes(windowItself) ||
  /set-cookie/i.test(text) ||
  status === 101 ||
  (status !== undefined && status < 400 && !text.includes('<form method="post"'));

async function target() {
  const served = await servedClass();
  const [anna, ben] = [await served.student('s1'), await served.student('s2')];
  const gone = await served.student('s3');
  served.seating.empty('s3');
  const usedLink = served.seating.newLink('s3');
  await served.join({ link: usedLink, name: 'Cleo' });
  const open = async (of: typeof anna, seat: string) =>
    (await of.client.terminals.open({ lab: served.labOf(seat), node: 'n1', cols: 80, rows: 24 })).terminal;
  const terminals = { ownTerminal: await open(anna, 's1'), otherTerminal: await open(ben, 's2') };
  return { served, at: { port: served.port, cookie: anna.cookie, ended: gone.cookie, usedLink, ...terminals } };
}

test('of several hundred requests that are wrong in one way or two none is let in', { timeout: 120_000 }, async () => {
  const { at } = await target();
  const ask = async ({ name, request }: DoorCase) => ((await rawRequest(at.port, request).then(isIn)) ? [name] : []);
  const cases = wrongOnes(at);
  expect(new Set(cases.map(({ name }) => name)).size).toBeGreaterThanOrEqual(300);
  const accepted: string[] = [];
  for (let from = 0; from < cases.length; from += 16)
    accepted.push(...(await Promise.all(cases.slice(from, from + 16).map(ask))).flat());
  expect(accepted).toEqual([]);
  for (const one of rightOnes(at)) expect([one.name, await ask(one)]).toEqual([one.name, [one.name]]);
});

test('a link is good once, for its seat, and one that was replaced is not', async () => {
  const { served } = await target();
  const { seating, join } = served;
  const old = seating.newLink('s4');
  const link = seating.newLink('s4');
  expect((await join({ link: old, name: 'x' })).status).toBe(403);
  expect(isIn(await join({ link, name: '' }))).toBe(false);
  expect(isIn(await join({ link, name: 'Dan' }))).toBe(true);
  for (const name of ['Dan', 'Eve']) expect(isIn(await join({ link, name }))).toBe(false);
  const wall = seating.newInstructorLink();
  expect(isIn(await join({ link: wall }))).toBe(true);
  expect(isIn(await join({ link: wall }))).toBe(false);
  expect(isIn(await join({ link: seating.code, name: 'x' }))).toBe(false);
  expect(isIn(await join({ code: wall, name: 'x' }))).toBe(false);
});

test('a link that 20 use at once lets one in', async () => {
  const { served } = await target();
  const link = served.seating.newLink('s4');
  const answers = await Promise.all(Array.from({ length: 20 }, () => served.join({ link, name: 'x' })));
  expect(answers.filter(isIn)).toHaveLength(1);
});

test('the form is taken from the own page alone, whole, and once each field', async () => {
  const { served } = await target();
  const { seating, port, host } = served;
  const body = `code=${seating.code}&name=x`;
  const form: [string, string][] = [
    ['Host', host],
    ['Origin', `https://${host}`],
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Content-Length', String(body.length)],
  ];
  const without = (name: string) => form.filter(([one]) => one !== name);
  const post = (headers: [string, string][], text = body, where = '/join') =>
    rawRequest(port, {
      method: 'POST',
      target: where,
      headers: [...headers, ['Connection', 'close']],
      body: text,
      secure: true,
    });
  const wrong: [string, string][][] = [
    without('Origin'),
    [...without('Origin'), ['Origin', 'null']],
    [...without('Origin'), ['Origin', 'https://evil.example']],
    [...without('Host'), ['Host', 'evil.example']],
    [...without('Content-Type'), ['Content-Type', 'text/plain']],
    [...without('Content-Type'), ['Content-Type', 'multipart/form-data; boundary=x']],
    [...without('Content-Length'), ['Transfer-Encoding', 'chunked']],
    without('Content-Length'),
    [...form, ['Sec-Fetch-Site', 'cross-site']],
    [...form, ['Sec-Fetch-Site', 'same-site']],
  ];
  for (const headers of wrong) expect([headers, isIn(await post(headers))]).toEqual([headers, false]);
  expect(isIn(await post(form, body, '/'))).toBe(false);
  const twice = `${body}&code=${seating.code}`;
  const length: [string, string] = ['Content-Length', String(twice.length)];
  expect(isIn(await post([...without('Content-Length'), length], twice))).toBe(false);
  expect(seating.joined('s4')).toBeUndefined();
  expect(isIn(await post(form))).toBe(true);
});

test('guessing the code ends before it could help, and then the right one is not taken either', async () => {
  const { served } = await target();
  const { seating, join } = served;
  for (let count = 0; count < 30; count += 1)
    expect(isIn(await join({ code: `GUESS-${count}`, name: 'x' }))).toBe(false);
  const late = await join({ code: seating.code, name: 'x' });
  expect([late.status, isIn(late), seating.joined('s4')]).toEqual([429, false, undefined]);
  expect((await join({ link: seating.newLink('s4'), name: 'x' })).status).toBe(429);
  // Who is in already is not held up.
  expect(cookieIn(late)).toBe('');
});

test('the certificate is for its names and addresses, to serve alone, and good for two years', async () => {
  const { makeCertificate } = await import('./certificate.ts');
  const now = Date.parse('2026-12-01T12:00:00Z');
  const { cert, key } = makeCertificate(['localhost', 'lab.example', '192.168.1.10', 'fe80::1', '::'], now);
  const read = new X509Certificate(cert);
  expect([read.ca, read.keyUsage, read.issuer === read.subject]).toEqual([false, ['1.3.6.1.5.5.7.3.1'], true]);
  expect([read.checkHost('lab.example'), read.checkHost('evil.example')]).toEqual(['lab.example', undefined]);
  expect([read.checkIP('192.168.1.10'), read.checkIP('fe80::1'), read.checkIP('192.168.1.11')]).toEqual([
    '192.168.1.10',
    'fe80::1',
    undefined,
  ]);
  expect(read.verify(read.publicKey)).toBe(true);
  expect([new Date(read.validFrom).toISOString(), new Date(read.validTo).toISOString()]).toEqual([
    '2026-11-30T12:00:00.000Z',
    '2028-11-30T12:00:00.000Z',
  ]);
  expect(key).toContain('BEGIN PRIVATE KEY');
  expect(makeCertificate(['localhost'], now).cert).not.toBe(cert);
});
