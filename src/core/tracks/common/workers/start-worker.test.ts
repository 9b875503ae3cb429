import { describe, expect, it } from 'vitest';
import { printingNode } from '../../../machine/fixtures/printing-node.ts';
import type { Node } from '../../../machine/port.ts';
import { vxlanLinks } from '../support/network-facts.ts';
import { startWorker } from './start-worker.ts';

const refusal = (statusCode: number, message: string) =>
  Object.assign(new Error(`(HTTP code ${statusCode}) ${message}`), { statusCode });
const lost = refusal(500, 'network sandbox join failed: failed get network namespace "": no such file or directory');
const taken = refusal(403, 'endpoint with name worker-2 already exists in network myapp');

/** An engine that refuses until the trouble is fixed; `elsewhere`: a container with that name on node1. */
function crashed({ error = taken, elsewhere = false, heals = true } = {}) {
  const said: string[] = [];
  let stale = true;
  const create = async () => {
    said.push('create');
    return {
      id: 'new',
      async start() {
        said.push('start');
        if (stale) throw error;
      },
      async remove() {
        said.push('remove');
      },
    };
  };
  const docker = {
    getNetwork: (network: string) => ({
      async disconnect(options: object) {
        said.push(`disconnect ${network} ${JSON.stringify(options)}`);
        stale = false;
      },
    }),
  };
  const found = {
    Id: 'theirs',
    State: { Running: true },
    Config: { Labels: {}, Image: 'any' },
    NetworkSettings: { Networks: { myapp: { IPAddress: '10.0.0.9', MacAddress: '', NetworkID: 'n' } } },
  };
  const other = {
    name: 'node1',
    docker: {
      getContainer: () => ({
        async inspect() {
          if (elsewhere) return found;
          throw refusal(404, 'no such container');
        },
      }),
    },
  } as unknown as Node;
  const node = { name: 'node2', docker } as unknown as Node;
  const restartEngine = async () => {
    said.push('restart');
    stale = !heals;
  };
  const begin = () =>
    startWorker({ node, peers: [other, node], name: 'worker-2', network: 'myapp', create, restartEngine });
  return { said, begin };
}

describe('a worker on a node that had crashed', () => {
  it('is started after its engine was restarted, which had met the old namespace of the network', async () => {
    const { said, begin } = crashed({ error: lost });
    await begin();
    expect(said).toEqual(['create', 'start', 'remove', 'restart', 'create', 'start']);
  });

  it('is given up when the same trouble comes again', async () => {
    const { said, begin } = crashed({ error: lost, heals: false });
    await expect(begin()).rejects.toThrow('network namespace');
    expect(said).toEqual(['create', 'start', 'remove', 'restart', 'create', 'start']);
  });

  it('is started after its stale endpoint was taken off', async () => {
    const { said, begin } = crashed();
    await begin();
    const off = 'disconnect myapp {"Container":"worker-2","Force":true}';
    expect(said).toEqual(['create', 'start', 'remove', off, 'create', 'start']);
  });

  it('is refused where a container with that name is on another node, which keeps its endpoint', async () => {
    const { said, begin } = crashed({ elsewhere: true });
    await expect(begin()).rejects.toMatchObject({ code: 'refused', details: { diagnosis: 32 } });
    expect(said).toEqual(['create', 'start', 'remove']);
  });

  it('is not tried again after any other refusal', async () => {
    const { said, begin } = crashed({ error: refusal(500, 'no room left on device') });
    await expect(begin()).rejects.toThrow('no room left');
    expect(said).toEqual(['create', 'start']);
  });

  it('says which link has the VNI, and how to remove it (row 21)', async () => {
    const error = refusal(500, 'error creating vxlan interface: file exists');
    const stdout = '- vxlan7 256 4789\n/var/run/docker/netns/1-2e8e522cf1 vxlan0 257 4789\n';
    const { node } = printingNode([{ of: vxlanLinks, stdout }], { name: 'node2' });
    const create = async () => ({ id: 'new', start: () => Promise.reject(error), remove: async () => undefined });
    const start = {
      node,
      peers: [node],
      name: 'worker-2',
      network: 'myapp',
      create,
      restartEngine: async () => undefined,
    };
    await expect(startWorker(start)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('vxlan7 (VNI 256)'),
      details: { diagnosis: 21, node: 'node2', remedy: 'Remove it on node2: ip link delete vxlan7' },
    });
  });
});
