import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { labSchema } from '../../../../shared/lab/lab.ts';
import type { Measurement } from '../../../../shared/run/measurements.ts';
import { operationsBy } from '../../../machine/operation.ts';
import type { Node } from '../../../machine/port.ts';
import type { NodeFacts } from '../support/facts.ts';
import type { LabContext } from '../support/lab-step.ts';
import type { Pairs } from '../support/pairs.ts';
import { iperfNative } from './iperf.ts';

const iperf3Answer = `Connecting to host 10.0.0.1, port 5201
[  5] local 10.0.0.2 port 40000 connected to 10.0.0.1 port 5201
[ ID] Interval           Transfer     Bitrate         Retr
[  5]   0.00-2.00   sec   238 MBytes  1.00 Gbits/sec    3             sender
[  5]   0.00-2.00   sec   238 MBytes  1.00 Gbits/sec                  receiver

iperf Done.
`;
const iperf2Answer = `Client connecting to 10.0.0.1, TCP port 5001
[  1] local 10.0.0.2 port 40000 connected with 10.0.0.1 port 5001
[ ID] Interval       Transfer     Bandwidth
[  1] 0.0000-2.0000 sec   238 MBytes   998 Mbits/sec
`;

/** Two nodes with these tools; what was run on them, and how each server ended. */
function measured(
  tools: [string[], string[]],
  answer: { stdout: string; status?: number },
  options = {},
  pairs: Pairs = [],
) {
  const ran: string[] = [];
  const stopped: string[] = [];
  const seen: Measurement[] = [];
  const nodes = tools.map((_, index): Node => {
    const name = `node${index + 1}`;
    const open = async (words: readonly string[]) => {
      ran.push(`${name}: ${words.join(' ')}`);
      const stdout = new PassThrough();
      stdout.write('Server listening\n');
      return {
        stdin: new PassThrough(),
        stdout,
        ended: Promise.resolve(0),
        stderr: () => '',
        stop: async () => void stopped.push(name),
      };
    };
    const exec = async (words: readonly string[]) => {
      ran.push(`${name}: ${words.join(' ')}`);
      return { status: answer.status ?? 0, stdout: answer.stdout, stderr: 'unable to connect' };
    };
    const run = operationsBy({ name, open, exec, script: () => Promise.reject(new Error('no script is run')) });
    return { name, address: `10.0.0.${index + 1}`, ...run } as unknown as Node;
  });
  const facts = (index: number) => ({ system: { tools: tools[index] } }) as unknown as NodeFacts;
  const lab = labSchema.parse({
    name: 'lab',
    track: 'etcd',
    network: {},
    nodes: nodes.map(({ name, address }) => ({ name, address, ssh: { host: name } })),
  });
  const context = {
    lab,
    nodes,
    options: { iperfSeconds: 2, ...options },
    signal: new AbortController().signal,
    once: async (key: string) => (key === 'pairs' ? pairs : facts(Number(key.at(-1)) - 1)),
    measured: (one: Measurement) => void seen.push(one),
    measurements: () => seen,
    output: () => undefined,
    progress: () => undefined,
  } as unknown as LabContext;
  return { ran, stopped, seen, context, apply: async () => iperfNative.apply?.(context) };
}

describe('bandwidth', () => {
  it.each([
    [
      'the server’s port is closed to the client',
      ['iperf3'],
      ['iperf3'],
      { from: 'node2', to: 'node1' },
      'iptables -I INPUT -s 10.0.0.2 -p tcp --dport 5201',
    ],
    ['there is no tool on both ends', ['iperf3'], ['iperf'], { from: 'node1', to: 'node2' }, 'apt install iperf3'],
  ])('is no plan where %s', async (_, one, other, ends, remedy) => {
    const closed = { ...ends, protocol: 'tcp', port: 5201, open: false } as const;
    const { context } = measured([one, other], { stdout: '' }, {}, [closed]);
    await expect(iperfNative.check(context)).rejects.toMatchObject({
      code: 'refused',
      details: { remedy: expect.stringContaining(remedy) },
    });
  });

  it('takes iperf3 where both ends have it, from the second node to the first, bounded in time', async () => {
    const { apply, ran, stopped, seen, context } = measured(
      [
        ['iperf3', 'iperf'],
        ['iperf', 'iperf3'],
      ],
      { stdout: iperf3Answer },
    );
    expect(await iperfNative.check(context)).toMatchObject({ status: 'missing' });
    await apply();
    expect(ran).toEqual([
      'node1: timeout -k 2 17 iperf3 -s -1 --forceflush',
      'node2: timeout -k 2 17 iperf3 -c 10.0.0.1 -t 2',
    ]);
    expect(seen).toMatchObject([
      { path: 'native', tool: 'iperf3', from: 'node2', to: 'node1', bitsPerSecond: 1e9, retransmits: 3 },
    ]);
    expect(stopped).toEqual(['node1']);
    expect(await iperfNative.check(context)).toMatchObject({ status: 'satisfied' });
  });

  it('measures the other way, several times, with several connections, where that is asked for', async () => {
    const { apply, ran, seen, stopped } = measured(
      [['iperf3'], ['iperf3']],
      { stdout: iperf3Answer },
      { iperfReverse: true, iperfRepeats: 2, iperfStreams: 4 },
    );
    await apply();
    expect(ran).toEqual(
      Array(2)
        .fill([
          'node2: timeout -k 2 17 iperf3 -s -1 --forceflush',
          'node1: timeout -k 2 17 iperf3 -c 10.0.0.2 -t 2 -P 4',
        ])
        .flat(),
    );
    expect(seen).toMatchObject(Array(2).fill({ from: 'node1', to: 'node2' }));
    expect(stopped).toEqual(['node2', 'node2']);
  });

  it('tells how long it takes yet, and of which measurement', async () => {
    const { apply, context } = measured([['iperf3'], ['iperf3']], { stdout: iperf3Answer }, { iperfRepeats: 2 });
    const told: string[] = [];
    context.progress = (message, fraction) => void told.push(`${String(message)} ${fraction}`);
    await apply();
    expect(told).toEqual(['1 of 2, 2 s left 0', '2 of 2, 2 s left 0.5']);
  });

  it('has iperf3 print less often where its lines would be very many', async () => {
    const { apply, ran } = measured(
      [['iperf3'], ['iperf3']],
      { stdout: iperf3Answer },
      { iperfSeconds: 3600, iperfStreams: 64 },
    );
    await apply().catch(() => undefined);
    expect(ran[1]).toMatch(/ iperf3 -c 10\.0\.0\.1 -t 3600 -P 64 -i 59$/);
  });

  it.each([[[['iperf3', 'iperf'], ['iperf']]], [[['iperf'], ['iperf3', 'iperf']]]] as [[string[], string[]]][])(
    'takes iperf 2 where one end has no other: %j',
    async (tools) => {
      const { apply, ran, seen } = measured(tools, { stdout: iperf2Answer });
      await apply();
      expect(ran[1]).toBe('node2: timeout -k 2 17 iperf -c 10.0.0.1 -t 2');
      expect(seen).toMatchObject([{ tool: 'iperf2', bitsPerSecond: 998e6 }]);
    },
  );

  it.each([[[['iperf3'], ['iperf']]], [[[], []]]] as [[string[], string[]]][])(
    'refuses where the ends have no tool in common: %j',
    async (tools) => {
      const { apply, ran } = measured(tools, { stdout: '' });
      await expect(apply()).rejects.toMatchObject({
        code: 'refused',
        details: { remedy: expect.stringContaining('iperf3') },
      });
      expect(ran).toEqual([]);
    },
  );

  it.each(['', '{"error": "unable to connect to server"}', '{'])(
    'never makes a figure of %j, and ends the server',
    async (stdout) => {
      const { apply, stopped, seen } = measured([['iperf3'], ['iperf3']], { stdout, status: 1 });
      await expect(apply()).rejects.toMatchObject({
        code: 'command-failed',
        details: { node: 'node2', remedy: expect.stringContaining('5201') },
      });
      expect([seen, stopped]).toEqual([[], ['node1']]);
    },
  );
});
