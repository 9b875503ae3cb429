import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type FollowReport, followQuestionSchema, followReportSchema } from '../../shared/follow/report.ts';
import { standIn } from '../fixtures/stand-in.ts';
import { runCli } from '../program.ts';

const report = (lost: FollowReport['there']['lost']): FollowReport => ({
  ...{ lab: 'class-a', at: '2026-01-01T00:00:00Z', track: 'etcd', path: ['node1/eth0', 'node2/eth0'] },
  question: { from: 'worker-1', to: 'worker-2', kind: 'ping', size: 56, df: false, count: 1, rate: 5 },
  ends: {
    from: { node: 'node1', worker: 'worker-1', address: '10.0.0.2' },
    to: { node: 'node2', worker: 'worker-2', address: '10.0.0.3' },
  },
  points: ['node1', 'node2'].map((node) => ({
    ...{ id: `${node}/eth0`, node, device: 'eth0', place: 'worker', by: 'tcpdump', caught: 1 },
    ...{ missed: 0, cut: false, encrypted: false },
  })),
  there: { sent: 1, arrived: 1 - lost.length, lost },
  back: { sent: 1 - lost.length, arrived: 1 - lost.length, lost: [] },
  packets: [
    {
      ...{ direction: 'there', number: 1, offset: 0 },
      hops: [
        {
          ...{ point: 'node1/eth0', at: 0, length: 98, changes: [], again: 0 },
          layers: [{ is: 'vxlan', bytes: 8, vni: 256 }],
        },
      ],
    },
  ],
  ...{ strays: [], told: [], unanswered: [], said: 'one \u001b[31m line' },
});

const asked = async (lost: FollowReport['there']['lost'], ...words: string[]) => {
  const { deps, stdout, stderr, dir } = standIn();
  const questions: unknown[] = [];
  const code = await runCli(['follow', 'worker-1', 'worker-2', ...words], {
    ...deps,
    followLab: async (_, { question }) => {
      questions.push(question);
      return { report: report(lost), file: Uint8Array.of(1, 2, 3) };
    },
  });
  return { code, text: stdout.text, errors: stderr.text, dir, questions };
};
const loss = { after: 'node1/eth0', before: 'node2/eth0', sure: true, count: 1 };

it('ends with 0 where nothing was lost, and keeps the capture', async () => {
  const { code, text, dir, questions } = await asked(
    [],
    '--kind',
    'udp',
    '--df',
    '--size',
    '1400',
    '--out',
    'a.pcapng',
  );
  expect(code).toBe(0);
  expect(questions).toMatchObject([{ kind: 'udp', df: true, size: 1400, count: 3 }]);
  expect(followQuestionSchema.safeParse(questions[0]).success).toBe(true);
  expect(text).toContain('No loss: 1 packet from worker-1 reached worker-2');
  expect(text).toContain('VXLAN, VNI 256');
  expect(text).not.toContain('\u001b[31m');
  expect([...readFileSync(path.join(dir, 'a.pcapng'))]).toEqual([1, 2, 3]);
});

it('ends with 1 and names the two points between which it was lost; in JSON the report', async () => {
  const { code, text } = await asked([loss]);
  expect(code).toBe(1);
  expect(text).toContain('1 of 1 packet, left node1’s eth0, never reached node2’s');
  const told = await asked([loss], '--json');
  const { type, verdict, ...rest } = JSON.parse(told.text.trim().split('\n').at(-1) ?? '');
  expect([type, verdict]).toEqual(['follow', expect.stringContaining('never reached node2’s eth0')]);
  expect(followReportSchema.safeParse(rest).success).toBe(true);
});

it('ends with 2 where an option makes no sense, and sends nothing', async () => {
  for (const words of [
    ['--kind', 'gre'],
    ['--size', '3'],
    ['--count', '10001'],
    ['--out', 'a.txt'],
  ]) {
    const { code, questions, dir } = await asked([], ...words);
    expect([code, questions, existsSync(path.join(dir, 'a.txt'))]).toEqual([2, [], false]);
  }
});
