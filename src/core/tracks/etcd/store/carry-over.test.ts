import { expect, it, vi } from 'vitest';
import type { Node } from '../../../machine/port.ts';
import type { getJson } from '../../../machine/tunnel-http.ts';
import { readContents, writeContents } from './carry-over.ts';

const asked = vi.hoisted(() => vi.fn<typeof getJson>());
vi.mock('../../../machine/tunnel-http.ts', () => ({ getJson: asked }));

const nodes = ['a', 'b', 'c'].map((name) => ({ name, address: `10.0.0.${name}` })) as unknown as Node[];
const { signal } = new AbortController();

const leaf = (key: string, value: string, modifiedIndex: number, ttl?: number) => ({ key, value, modifiedIndex, ttl });
const store = (...networks: object[]) => ({
  node: {
    key: '/docker',
    dir: true,
    nodes: [
      { key: '/docker/nodes', dir: true, nodes: [leaf('/docker/nodes/10.0.0.1:2375', '10.0.0.1:2375', 90, 60)] },
      { key: '/docker/network', dir: true, nodes: networks },
      { key: '/docker/empty', dir: true },
    ],
  },
});

it('takes what the member knows that heard last, without what the engines say again by themselves', async () => {
  asked.mockImplementation(async ({ name }) => {
    if (name === 'a') throw new Error('refused');
    const old = leaf('/docker/network/x', 'old', 7);
    return { status: 200, json: name === 'b' ? store(old) : store(leaf('/docker/network/x', 'new', 91)) };
  });
  expect(await readContents(nodes, signal)).toEqual([{ key: '/docker/network/x', value: 'new' }]);
});

it.each([
  ['no member answers', () => Promise.reject(new Error('refused'))],
  ['no engine has written anything', async () => ({ status: 404, json: { errorCode: 100, message: 'Key not found' } })],
])('is empty where %s', async (_why, answer) => {
  asked.mockImplementation(answer);
  expect(await readContents(nodes, signal)).toEqual([]);
});

it('writes each pair as it was', async () => {
  asked.mockReset().mockResolvedValue({ status: 201, json: {} });
  await writeContents(nodes[0] as Node, [{ key: '/docker/network/ü?x', value: 'a+b=&c' }], signal);
  expect(asked.mock.calls).toEqual([
    [
      nodes[0],
      '10.0.0.a',
      2379,
      '/v2/keys/docker/network/%C3%BC%3Fx',
      { signal, method: 'PUT', body: 'value=a%2Bb%3D%26c', contentType: 'application/x-www-form-urlencoded' },
    ],
  ]);
});

it('says what etcd did not accept', async () => {
  asked.mockReset().mockResolvedValue({ status: 500, json: {} });
  const pairs = [{ key: '/docker/network/x', value: 'y' }];
  await expect(writeContents(nodes[0] as Node, pairs, signal)).rejects.toMatchObject({
    code: 'command-failed',
    message: 'etcd on a did not accept /docker/network/x: status 500',
  });
});
