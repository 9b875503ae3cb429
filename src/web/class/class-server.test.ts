import { readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { until } from '../../core/app/fixtures/test-core.ts';
import { Seating } from '../../core/class/seating.ts';
import { rawRequest } from '../fixtures/raw-request.ts';
import { cookieIn, servedClass, windowItself } from './fixtures/served-class.ts';
import { Guesses } from './guesses.ts';

const get = (port: number, target: string, headers: [string, string][]) =>
  rawRequest(port, { method: 'GET', target, headers: [...headers, ['Connection', 'close']], secure: true });

test('by the code a student gets a free seat, the window and the own lab; the cookie is for this server alone', async () => {
  const { join, seating, port, host, open, labOf } = await servedClass();
  const answer = await join({ code: seating.code.toLowerCase().replace('-', ' '), name: '  Anna\u202e  Schmidt ' });
  expect(answer.status).toBe(303);
  expect(answer.text).toMatch(
    /set-cookie: __Host-overlay-lab-\d+=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=\d+\r\n/i,
  );
  const cookie = cookieIn(answer);
  const page = await get(port, '/', [
    ['Host', host],
    ['Cookie', cookie],
  ]);
  expect([page.status, page.text.includes(windowItself)]).toEqual([200, true]);
  expect(page.text).toContain(`connect-src 'self' wss://${host}`);
  const { client } = await open(cookie);
  expect(await client.labs.list()).toMatchObject([{ id: labOf('s1') }]);
  expect(await until(client.guest.watch(), ({ joined }) => joined?.here === true)).toMatchObject({
    ...{ who: 'student', seat: 's1', joined: { name: 'Anna Schmidt', here: true } },
  });
  // The same browser again takes no second seat.
  expect((await join({ code: seating.code, name: 'Anna' }, [['Cookie', cookie]])).status).toBe(303);
  expect(seating.joined('s2')).toBeUndefined();
});

test('without a session there is the door, and nothing else', async () => {
  const { port, host } = await servedClass();
  const door = await get(port, '/', [['Host', host]]);
  expect([door.status, door.text.includes('<form method="post"'), door.text.includes(windowItself)]).toEqual([
    403,
    true,
    false,
  ]);
  expect(door.text).toContain("default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
  expect((await get(port, '/assets/app.js', [['Host', host]])).status).toBe(403);
});

test('a seat meant for somebody is theirs, links keep their seats, and a class can be full', async () => {
  const seats = [{ name: 's1', student: 'Anna Schmidt' }, { name: 's2' }, { name: 's3' }];
  const { join, seating } = await servedClass({ seating: { seats } });
  seating.newLink('s3');
  const { code } = seating;
  await join({ code, name: 'Ben' });
  await join({ code, name: 'anna schmidt' });
  expect(['s1', 's2', 's3'].map((seat) => seating.joined(seat)?.name)).toEqual(['anna schmidt', 'Ben', undefined]);
  const full = await join({ code, name: 'Cleo' });
  expect([full.status, full.text.includes('All seats are taken')]).toEqual([403, true]);
  const nameless = await join({ code, name: ' \u200b ' });
  expect([nameless.status, nameless.text.includes('at least one letter')]).toEqual([403, true]);
});

test('a name and a class are shown as text, whatever is in them', async () => {
  const { join, seating } = await servedClass();
  const { text } = await join({ code: 'WRONG', name: '"><script>alert(1)</script>' });
  expect([text.includes('<script'), text.includes('&#34;&#62;&#60;script')]).toEqual([false, true]);
  await join({ code: seating.code, name: `a${'\u0301'.repeat(50)}\n${'b'.repeat(100)}` });
  const { name = '' } = seating.joined('s1') ?? {};
  expect([[...name].length, name.includes('\n'), /\p{M}{3}/u.test(name)]).toEqual([40, false, false]);
});

test('whoever has another link for the seat takes it, and the windows before lose it at once', async () => {
  const { student, seating, join } = await servedClass();
  const before = await student('s1');
  const closed = new Promise((resolve) => before.socket.once('close', resolve));
  expect((await join({ link: seating.newLink('s1'), name: 'Other' })).status).toBe(303);
  await closed;
  expect(seating.joined('s1')?.name).toBe('Other');
  await expect(servedAgain(before.cookie)).resolves.toBe(false);
  async function servedAgain(cookie: string) {
    return seating.session(cookie.split('=')[1] ?? '') !== undefined;
  }
});

test('who leads empties a seat from the wall, and it is free again', async () => {
  const { student, instructor, seating } = await servedClass();
  const anna = await student('s1');
  const lead = await instructor();
  const closed = new Promise((resolve) => anna.socket.once('close', resolve));
  await lead.client.classes.seat({ class: 'net', seat: 's1', ask: 'empty' });
  await closed;
  expect(seating.joined('s1')).toBeUndefined();
  const { link = '' } = await lead.client.classes.seat({ class: 'net', seat: 's1', ask: 'link' });
  expect(link).toMatch(/^https:\/\/localhost:\d+\/join\?link=[\w-]{43}$/);
});

test('a server that was killed knows everybody again; of secrets only digests are on the disk, which nobody else reads', async () => {
  const first = await servedClass();
  const { student, seating, file } = first;
  const anna = await student('s1');
  seating.raiseHand('s1', true);
  await seating.kept();
  const text = await readFile(file, 'utf8');
  const secret = anna.cookie.split('=')[1] ?? '';
  expect([text.includes(secret), text.includes(seating.code), (await stat(file)).mode & 0o777]).toEqual([
    false,
    false,
    0o600,
  ]);
  const again = await Seating.open({ file, seats: [{ name: 's1' }], until: Date.now() + 1000 });
  expect([again.session(secret), again.until]).toEqual([
    expect.objectContaining({ who: 'student', seat: 's1' }),
    seating.until,
  ]);
  expect(again.joined('s1')).toMatchObject({ name: 's1', hand: expect.any(String) });
  expect(again.code).not.toBe(seating.code);
  const fresh = await Seating.open({ file, seats: [{ name: 's1' }], until: Date.now() + 1000, fresh: true });
  expect(fresh.session(secret)).toBeUndefined();
  await fresh.kept();
});

test('at the end of the class nothing is worth anything any more', async () => {
  let now = Date.now();
  const { student, seating, join, port, host } = await servedClass({
    seating: { until: now + 1000, now: () => now },
  });
  const anna = await student('s1');
  const link = seating.newLink('s2');
  now += 1000;
  const page = await get(port, '/', [
    ['Host', host],
    ['Cookie', anna.cookie],
  ]);
  expect(page.text).not.toContain(windowItself);
  expect((await join({ link, name: 'x' })).status).toBe(403);
  expect((await join({ code: seating.code, name: 'x' })).status).toBe(403);
});

test('whoever guesses too often has to wait, also with what is right; nobody else does, until all together do', async () => {
  let now = 0;
  const guesses = new Guesses(() => now);
  for (let count = 0; count < 29; count += 1) guesses.wrong('192.0.2.1');
  expect(guesses.mayTry('192.0.2.1')).toBe(true);
  guesses.wrong('::ffff:192.0.2.1');
  expect([guesses.mayTry('192.0.2.1'), guesses.mayTry('192.0.2.2')]).toEqual([false, true]);
  for (let count = 0; count < 30; count += 1) guesses.wrong(`2001:db8::${count}`);
  expect([guesses.mayTry('2001:db8::99'), guesses.mayTry('2001:db8:0:1::1')]).toEqual([false, true]);
  for (let count = 0; count < 240; count += 1) guesses.wrong(`198.51.100.${count}`);
  expect(guesses.mayTry('203.0.113.1')).toBe(false);
  now = 600_000;
  expect([guesses.mayTry('203.0.113.1'), guesses.mayTry('192.0.2.1')]).toEqual([true, true]);
});

test('plain HTTP gets no word, and a body that is too large is not read', async () => {
  const { port, host, join } = await servedClass();
  const plain = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(`GET /join HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('close', () => resolve(text)).on('error', () => {});
  });
  expect(plain).not.toContain('HTTP/');
  expect((await join({ code: 'x'.repeat(5000), name: 'x' })).status).toBe(413);
});

test('somebody has so many windows at a time', async () => {
  const { student, open } = await servedClass();
  const { cookie } = await student('s1');
  for (let count = 0; count < 3; count += 1) await open(cookie);
  const { socket } = await open(cookie);
  await new Promise((resolve) => socket.once('close', resolve));
});
