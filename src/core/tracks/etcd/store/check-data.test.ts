import { expect, test } from 'vitest';
import type { Lab } from '../../../../shared/lab/lab.ts';
import type { Node } from '../../../machine/port.ts';
import { checkData } from './check-data.ts';
import { memberData } from './member.ts';

const lab: Lab = { name: 'class', track: 'etcd', network: { name: 'myapp' }, nodes: [] };
const { signal } = new AbortController();
const saying = (stdout: string): Node => {
  const answer = { status: 0, signal: null, stdout, stderr: '' };
  const run = async () => memberData.read(answer, { node: 'n1', args: { lab: lab.name } });
  return { name: 'n1', run } as unknown as Node;
};

test('a member that runs without its data is a problem, with the way on', async () => {
  const [problem] = await checkData(saying('lost /var/lib/overlay-lab/class/etcd-data\n'), { lab, signal });
  expect(problem).toMatchObject({
    level: 'error',
    message: expect.stringMatching(/n1.*\/var\/lib\/overlay-lab\/class\/etcd-data/),
    remedy: expect.stringContaining('step etcd'),
  });
});

test('so is one that a person started, with the way on for it', async () => {
  const [problem] = await checkData(saying('lost /root/node1.etcd\ndata\n'), { lab, signal });
  expect(problem).toMatchObject({
    message: expect.stringContaining('/root/node1.etcd'),
    remedy: expect.stringContaining('also what was typed'),
  });
});

test.each(['', 'lost \n', 'data\n', 'data\ntorn\n'])('one that says %j is none', async (said) =>
  expect(await checkData(saying(said), { lab, signal })).toEqual([]),
);
