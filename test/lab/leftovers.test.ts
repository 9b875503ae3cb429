import { describe, expect, test } from 'vitest';
import type { StepId } from '../../src/shared/run/steps.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode } from '../support/nodes/practice.ts';
import { differencesOf, labFile, mustPerform, perform } from '../support/nodes/run-lab.ts';

const building: StepId[] = ['preflight', 'image', 'etcd', 'daemon', 'network', 'workers'];

/** What this tutorial is known to leave behind; in the shell, on node2 of a finished lab. The rows are the catalogue's. */
const leftovers: [name: string, source: string][] = [
  [
    'rows 32 and 33: an endpoint in the store whose container is gone',
    `id=$(docker inspect -f {{.Id}} worker-2); systemctl stop docker.socket; systemctl kill -s KILL docker; systemctl stop docker
rm -rf "/var/lib/docker/containers/$id"; systemctl start docker.socket docker; ! docker inspect worker-2`,
  ],
  [
    'rows 21 and 35: namespaces, links and network files after an engine that was killed',
    `systemctl kill -s KILL --kill-who=main docker; until systemctl is-active -q docker; do sleep 0.1; done; docker info -f .`,
  ],
  [
    'row 34: the engine started while etcd was away',
    `systemctl stop overlay-lab-etcd; systemctl restart docker; systemctl start --no-block overlay-lab-etcd; docker info -f .`,
  ],
  [
    'rows 7 and 8: a member without its data',
    `systemctl stop overlay-lab-etcd; rm -rf /var/lib/overlay-lab/*/etcd-data/member; systemctl start --no-block overlay-lab-etcd`,
  ],
  ['the lab’s folder, with the ledger and the baseline, removed by hand', 'rm -rf /var/lib/overlay-lab'],
];

/** An engine keeps the sandbox of a container whose overlay it lost sight of, and recreates it at every start. */
const sandboxes = 'grep -o "netns/[0-9a-f]* " /proc/mounts || :';

/** As an engine makes them for its bridges. */
const rules = [
  (action: string) => `${action} FORWARD -o br-feedfeedfeed -j DOCKER`,
  (action: string) => `-t nat ${action} POSTROUTING -s 172.31.250.0/24 ! -o br-feedfeedfeed -j MASQUERADE`,
];

describe.skipIf(!labFile)('leftovers that this tutorial is known for', () => {
  const fresh = freshForAll();

  test.for(leftovers)('%s: a reset takes it along', async ([, source]) => {
    await mustPerform(fresh.loaded, { command: 'run', only: building });
    await inNode(fresh.lab, 'node2', source);
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    expect(await fresh.changes()).toEqual([]);
    for (const node of fresh.nodes) expect(await inNode(fresh.lab, node, sandboxes)).toBe('');
  });

  test('rules for a bridge that is nowhere are said to be so; those for one that is there are a difference', async () => {
    await mustPerform(fresh.loaded, { command: 'run', only: building });
    const on2 = (source: string) => inNode(fresh.lab, 'node2', source);
    await on2(`ip link add br-feedfeedfeed type bridge; ${rules.map((one) => `iptables ${one('-A')}`).join('; ')}`);
    const there = await perform(fresh.loaded, { command: 'reset' });
    expect(there.result.ok).toBe(false);
    expect(differencesOf(there).map((line) => line.replace(/:.*/s, ''))).toEqual(['node2 links', 'node2 firewall']);

    await on2('ip link del br-feedfeedfeed');
    const told = await mustPerform(fresh.loaded, { command: 'reset' });
    expect(differencesOf(told)).toEqual([]);
    const harmless = told.result.proofs.flatMap(({ node, kind, harmless: lines = [] }) =>
      lines.map((line) => `${node} ${kind} ${line}`),
    );
    expect(harmless.sort()).toEqual([
      'node2 firewall + *filter 4 -A FORWARD -o br-feedfeedfeed -j DOCKER',
      'node2 firewall + *nat 4 -A POSTROUTING -s 172.31.250.0/24 ! -o br-feedfeedfeed -j MASQUERADE',
    ]);
    await on2(rules.map((one) => `iptables ${one('-D')}`).join('; '));
    expect(await fresh.changes()).toEqual([]);
  });
});
