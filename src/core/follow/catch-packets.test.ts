import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { echo, ethernet, ipv4, pcap } from '../../shared/packet/fixtures/frames.ts';
import type { Node } from '../machine/port.ts';
import { catchPackets } from './catch-packets.ts';
import type { Asked } from './follow-program.ts';

const part = {
  role: 'send',
  kind: 'ping',
  pid: 1,
  own: '',
  other: '',
  port: 1,
  size: 56,
  df: false,
  count: 1,
  rate: 1,
} as const;
const at = { namespace: '', device: '', filter: '', addresses: [] };
const asked: Asked = {
  seconds: 5,
  snap: 100,
  most: 100_000,
  part,
  catches: ['a', 'b'].map((name) => ({ ...at, name })),
};
const whole = pcap([1, 2, 3].map((time) => ({ at: time, frame: ethernet(ipv4(1, echo(time))) })));

/** A node that says these lines at once, and these after `stop`. */
function talkative(first: string[], last: string[]) {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  stdin.on('data', (line: Buffer) => {
    if (line.toString() === 'go\n') stdout.write(`T ${Buffer.from('sent \u001b[1m it').toString('base64')}\n`);
    else stdout.write([...last, 'end', ''].join('\n'));
  });
  stdout.write(`${first.join('\n')}\n`);
  const state = { isStopped: false };
  const stop = async () => {
    state.isStopped = true;
  };
  const process = { stdin, stdout, stderr: () => '', ended: new Promise<number>(() => undefined), stop };
  return { node: { name: 'node1', converse: async () => process } as unknown as Node, state };
}

const listening = ['S a tcpdump: listening on a', 'S b listening on b with perl'];
const coded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

async function caught(last: string[], first = listening) {
  const { node, state } = talkative(first, last);
  const begun = await catchPackets(node, asked, AbortSignal.timeout(20_000));
  const said = await begun.send(5000);
  const points = await begun.stop();
  expect(state.isStopped).toBe(true);
  return { said, points };
}

it('reads what each point caught, by whom, and what the kernel let go by', async () => {
  const zipped = gzipSync(whole);
  const { said, points } = await caught([
    `P a ${coded(zipped.subarray(0, 30))}`,
    `P a ${coded(zipped.subarray(30))}`,
    'S a 4 packets dropped by kernel',
    `P b ${coded(zipped.subarray(0, zipped.length - 20))}`,
  ]);
  expect(said).not.toContain('\u001b');
  expect(points.get('a')).toMatchObject({ by: 'tcpdump', missed: 4, cut: false, packets: [{}, {}, {}] });
  // Its end did not come.
  expect(points.get('b')).toMatchObject({ by: 'perl', cut: true });
});

it('says why a point caught nothing, and takes nothing that is no capture, or far too much, for one', async () => {
  const { points } = await caught(
    [`P b ${coded(gzipSync(Buffer.alloc(64 * 1024 * 1024)))}`, 'P c x', 'nonsense', ''],
    ['S a tcpdump: a: \u001b[1mno such device', 'E a', listening[1] ?? ''],
  );
  expect(points.get('a')).toMatchObject({ packets: [], why: expect.stringMatching(/no such device/) });
  expect(points.get('a')?.why).not.toContain('\u001b');
  expect(points.get('b')).toMatchObject({ packets: [], cut: true });
});
