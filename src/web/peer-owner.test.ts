import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { mayTalk, ownerIn, peerOwner } from './peer-owner.ts';

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const row = (local: string, remote: string, uid: number) =>
  `   0: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000  ${uid}        0 123 1 0 20 4 30 10 -1`;

test('finds the user at the other end, not the one at ours', () => {
  const table = [head, row('0100007F:1267', '0100007F:C350', 7), row('0100007F:C350', '0100007F:1267', 1000)].join(
    '\n',
  );
  expect(ownerIn(table, 0xc350, 0x1267)).toBe(1000);
  expect(ownerIn(table, 0xc351, 0x1267)).toBeUndefined();
});

test('of connections over other addresses with the same ports it knows nothing', () => {
  expect(ownerIn([head, row('0A00000A:C350', '0100000A:1267', 5)].join('\n'), 0xc350, 0x1267)).toBeUndefined();
});

test('reads IPv4 addresses that a browser wrote as IPv6', () => {
  const local = '0000000000000000FFFF00000100007F';
  expect(ownerIn(row(`${local}:C350`, `${local}:1267`, 1000), 0xc350, 0x1267)).toBe(1000);
});

test.runIf(process.platform === 'linux')('knows who talks to us', async () => {
  const server = createServer();
  const accepted = new Promise<Socket>((resolve) => server.on('connection', resolve));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const client = connect(port, '127.0.0.1');
  const { remotePort = 0 } = await accepted;
  expect(await peerOwner(remotePort, port)).toBe(process.getuid?.());
  client.destroy();
  server.close();
});

test('other users of the machine are strangers; root and who called sudo are not', () => {
  const own = process.getuid?.() ?? 0;
  expect(mayTalk(own, {})).toBe(true);
  expect(mayTalk(0, {})).toBe(true);
  expect(mayTalk(undefined, {})).toBe(true);
  expect(mayTalk(own + 12_345, {})).toBe(false);
  expect(mayTalk(own + 12_345, { SUDO_UID: String(own + 12_345) })).toBe(own === 0);
});
