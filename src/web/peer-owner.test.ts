import { spawnSync } from 'node:child_process';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { type Ends, fromTables, lsofWords, mayTalk, ownerFinder, ownersIn, ownersInLsof } from './peer-owner.ts';

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const own = '0100007F:1267';
const peer = '0100007F:C350';
const ends = { peerPort: 0xc350, ownPort: 0x1267 };

function row(local: string, remote: string, uid: number, { state = '01', inode = 123 } = {}): string {
  return `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000  ${uid}        0 ${inode} 1 0 20 4 30 10 -1`;
}
const finds = (...rows: string[]) => fromTables(async () => [head, ...rows].join('\n'))(ends);

test('finds the user at the other end, not the one at ours', async () => {
  expect(await finds(row(own, peer, 7), row(peer, own, 1000))).toBe(1000);
  expect(await finds(row(own, peer, 7))).toBeUndefined();
});

test.each([
  ['from another address of loopback', row('0200007F:C350', own, 65_534)],
  ['from an address of the network', row('020200C0:C350', own, 65_534)],
  ['to another address', row(peer, '0200007F:1267', 65_534)],
  ['from another port', row('0100007F:C351', own, 65_534)],
  ['to another port', row(peer, '0100007F:1268', 65_534)],
  ['that its owner closed (FIN_WAIT2)', row(peer, own, 0, { state: '05', inode: 0 })],
  ['that waits for its time (TIME_WAIT)', row(peer, own, 0, { state: '06', inode: 0 })],
  ['without a file any more', row(peer, own, 0, { inode: 0 })],
  ['of an IPv6 address that only ends alike', row(`00000000000000000000000001${'00007F'}:C350`, own, 65_534)],
  ['in a line that is cut off', row(peer, own, 65_534).slice(0, 40)],
])('of a connection %s it knows nothing', async (_, line) => {
  expect(await finds(line)).toBeUndefined();
});

test('reads IPv4 addresses that a browser wrote as IPv6', async () => {
  const mapped = '0000000000000000FFFF00000100007F';
  expect(await finds(row(`${mapped}:C350`, `${mapped}:1267`, 1000))).toBe(1000);
  expect(await finds(row(`${mapped.replace(/01(?=00007F)/, '02')}:C350`, `${mapped}:1267`, 1000))).toBeUndefined();
});

test('reads what a big-endian machine writes', () => {
  const mapped = `${'0'.repeat(20)}FFFF7F000001`;
  for (const address of ['7F000001', mapped])
    expect(ownersIn(row(`${address}:C350`, `${address}:1267`, 5), 'BE').get('50000 4711')).toBe(5);
});

test('a line that the kernel left out once is looked for again; what stays away is nobody', async () => {
  const texts = [head, row(peer, own, 1000)];
  expect(await fromTables(async () => texts.shift() ?? '')(ends)).toBe(1000);
  let read = 0;
  const never = fromTables(async () => {
    read += 1;
    throw new Error('no /proc');
  });
  expect(await never(ends)).toBeUndefined();
  expect(read).toBe(3);
});

test('many who knock at once are looked up in one reading that began after they came', async () => {
  let read = 0;
  const goOn = Promise.withResolvers<void>();
  const find = fromTables(async () => {
    read += 1;
    if (read === 1) await goOn.promise;
    return row(peer, own, read);
  });
  const first = find(ends);
  await expect.poll(() => read).toBe(1);
  const later = Array.from({ length: 500 }, () => find(ends));
  goOn.resolve();
  expect(await first).toBe(1);
  expect(new Set(await Promise.all(later))).toEqual(new Set([2]));
  expect(read).toBe(2);
});

test('on macOS, too, many who knock at once are looked up together', async () => {
  let read = 0;
  const lsof = async () => {
    read += 1;
    return 'p1\nu501\nn127.0.0.1:50000->127.0.0.1:4711\nn127.0.0.1:50001->127.0.0.1:4711\n';
  };
  const find = fromTables(lsof, { parse: ownersInLsof, looks: 1 });
  const found = await Promise.all([ends, { ...ends, peerPort: 50_001 }, { ...ends, peerPort: 50_002 }].map(find));
  expect([found, read]).toEqual([[501, 501, undefined], 1]);
});

async function connected() {
  const server = createServer();
  const accepted = new Promise<Socket>((resolve) => server.on('connection', resolve));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const client = connect(port, '127.0.0.1');
  const { remotePort = 0 } = await accepted;
  const close = () => {
    client.destroy();
    server.close();
  };
  return { ends: { peerPort: remotePort, ownPort: port }, close };
}

test.runIf(process.platform === 'linux' || process.platform === 'darwin')('knows who talks to us', async () => {
  const one = await connected();
  expect(await ownerFinder()(one.ends)).toBe(process.getuid?.());
  one.close();
});

const ownerInLsof = (text: string, { peerPort, ownPort }: Ends) => ownersInLsof(text).get(`${peerPort} ${ownPort}`);

test('reads what lsof writes, of both ends and of several processes', () => {
  const text = ['p10', 'u501', 'f7', 'n127.0.0.1:4711->127.0.0.1:50000', 'p11', 'u502', 'f9'];
  expect(ownerInLsof([...text, 'n127.0.0.1:50000->127.0.0.1:4711', ''].join('\n'), ends)).toBe(502);
  for (const other of [
    '127.0.0.2:50000->127.0.0.1:4711',
    '127.0.0.1:50000->127.0.0.1:47110',
    '[::1]:50000->[::1]:4711',
  ])
    expect(ownerInLsof([...text, `n${other}`].join('\n'), ends)).toBeUndefined();
});

const hasLsof = spawnSync('lsof', ['-v']).error === undefined;
test.runIf(hasLsof)('lsof itself writes it so', async () => {
  const one = await connected();
  expect(ownerInLsof(String(spawnSync('lsof', lsofWords).stdout), one.ends)).toBe(process.getuid?.());
  one.close();
});

test('where the system does not tell, there is no browser window', () => {
  expect(() => ownerFinder('win32')).toThrow(expect.objectContaining({ code: 'refused' }));
});

test('other users of the machine are strangers, and so is nobody; root and who called sudo are not', () => {
  expect(mayTalk(1000, {}, 1000)).toBe(true);
  expect(mayTalk(0, {}, 1000)).toBe(true);
  expect(mayTalk(undefined, {}, 1000)).toBe(false);
  expect(mayTalk(undefined, { SUDO_UID: 'undefined' }, 0)).toBe(false);
  expect(mayTalk(1001, {}, 1000)).toBe(false);
  expect(mayTalk(1001, { SUDO_UID: '1001' }, 0)).toBe(true);
  expect(mayTalk(1001, { SUDO_UID: '1001' }, 1000)).toBe(false);
});
