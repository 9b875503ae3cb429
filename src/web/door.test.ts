import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type DoorOptions, openDoor } from './door.ts';
import { ownerFinder } from './peer-owner.ts';

const me = process.getuid?.() ?? 0;
const stranger = me + 12_345;

/** A door behind which everybody gets 'hello'. */
async function opened(options: Partial<DoorOptions> = {}) {
  let asked = 0;
  const http = createServer((_request, response) => {
    asked += 1;
    response.end('hello');
  });
  const told: (number | undefined)[] = [];
  const door = openDoor(http, { findOwner: async () => me, onStranger: (owner) => told.push(owner), ...options });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void door.close());
  const { port } = door.address() as AddressInfo;
  const socket = (localAddress = '127.0.0.1') => {
    const one = connect({ port, host: '127.0.0.1', localAddress });
    one.on('error', () => undefined);
    onTestFinished(() => void one.destroy());
    return one;
  };
  return { port, told, socket, asked: () => asked };
}

const hello = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

/** All that is answered until the end, or until `hello`. */
const answer = (socket: Socket) =>
  new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
      if (text.includes('hello')) resolve(text);
    });
    socket.on('close', () => resolve(text));
  });

test('strangers, and those of whom the system does not tell, are closed without an answer; each is told of once', async () => {
  const owners = [stranger, undefined, stranger, me];
  const { told, socket, asked } = await opened({ findOwner: async () => owners.shift() });
  for (const expected of ['', '', '', 'hello']) {
    const one = socket();
    one.write(hello);
    expect(await answer(one)).toContain(expected);
    if (expected === '') expect(one.destroyed).toBe(true);
  }
  expect(told).toEqual([stranger, undefined]);
  expect(asked()).toBe(1);
});

test('who cannot be looked up is a stranger', async () => {
  const findOwner = () => Promise.reject(new Error('no /proc'));
  const { told, socket } = await opened({ findOwner });
  const one = socket();
  one.write(hello);
  expect([await answer(one), told]).toEqual(['', [undefined]]);
});

test.runIf(process.platform === 'linux')('nobody comes from another address of this machine', async () => {
  const { socket, asked } = await opened();
  for (const from of ['127.0.0.2', '127.255.0.1']) {
    const one = socket(from);
    one.write(hello);
    expect([from, await answer(one)]).toEqual([from, '']);
  }
  expect(asked()).toBe(0);
});

test('one that asks nothing is closed after its time, also after an answer; one that asks continues', async () => {
  const { socket } = await opened({ silentMs: 300 });
  const [mute, half, talker] = [socket(), socket(), socket()];
  const silent = [mute, half].map(answer);
  const closed = new Promise((resolve) => talker.once('close', resolve));
  half.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  talker.write(hello);
  expect(await answer(talker)).toContain('hello');
  expect(await Promise.all(silent)).toEqual(['', '']);
  await closed;
});

test('many that ask nothing lock nobody out: the oldest goes', async () => {
  const { socket } = await opened();
  const idle = Array.from({ length: 300 }, () => socket());
  await Promise.all(idle.map((one) => new Promise((resolve) => one.once('connect', resolve))));
  for (const one of idle) one.resume();
  const window = socket();
  window.write(hello);
  expect(await answer(window)).toContain('hello');
  await expect.poll(() => idle.filter((one) => !one.destroyed).length).toBeLessThanOrEqual(64);
});

const root = process.platform === 'linux' && me === 0;

/** Another user's program, in which `run` has `port`. */
function asNobody(port: number, run: string): ChildProcess {
  // Root starts it: what only root may enter, as a checkout in root's home, holds this Node.
  const first = 'process.setgroups([]); process.setgid(65534); process.setuid(65534);';
  const child = spawn(process.execPath, ['-e', `${first} const port = ${port}, net = require('net'); ${run}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const said = (child: ChildProcess) =>
  new Promise<string>((resolve) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    child.on('close', () => resolve(text));
  });

test.runIf(root)('another user of this machine is closed, from whatever address', async () => {
  const { port, told, asked } = await opened({ findOwner: ownerFinder() });
  const run = (from: string) => `
    const socket = net.connect({ port, host: '127.0.0.1', localAddress: '${from}' });
    socket.write(${JSON.stringify(hello)});
    let text = '';
    socket.on('data', (part) => (text += part)).on('error', () => {}).on('close', () => console.log('closed', text));`;
  for (const from of ['127.0.0.1', '127.0.0.2', '127.1.2.3'])
    expect([from, await said(asNobody(port, run(from)))]).toEqual([from, 'closed \n']);
  // It asked and was gone before anybody could look: nobody, so refused.
  const gone = `const socket = net.connect(port, '127.0.0.1', () => socket.end(${JSON.stringify(hello)}, () => process.exit()));`;
  for (let count = 0; count < 5; count += 1) await said(asNobody(port, gone));
  expect(asked()).toBe(0);
  expect(told).toContain(65_534);
});

test.runIf(root)('400 idle sockets of another user lock nobody out', async () => {
  const { port, socket } = await opened({ findOwner: ownerFinder() });
  const run = `
    let open = 0;
    for (let count = 0; count < 400; count++) {
      const socket = net.connect(port, '127.0.0.1', () => ++open === 400 && console.log('all'));
      socket.on('error', () => {});
    }
    setInterval(() => {}, 1000);`;
  const child = asNobody(port, run);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  const window = socket();
  window.write(hello);
  expect(await answer(window)).toContain('hello');
});
