import { beforeAll, describe, expect, test } from 'vitest';
import type {
  BandwidthMeasurement,
  InterfaceMeasurement,
  PingMeasurement,
  TunnelMeasurement,
} from '../../src/shared/run/measurements.ts';
import { outlineOf } from '../../src/shared/tracks/tracks.ts';
import { decoysPerNode, foreignDaemonJson, listDecoys, plantDecoys } from '../support/nodes/decoys.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { changesBetween, statesOf, strictState } from '../support/nodes/node-state.ts';
import { inNode } from '../support/nodes/practice.ts';
import { differencesOf, findingOf, labFile, mustPerform, stateOf, type Told } from '../support/nodes/run-lab.ts';

/** The whole tutorial, on nodes that belong to other people too; each test continues where the one before ended. */
describe.skipIf(!labFile)('the tutorial from the first step to the reset', () => {
  const fresh = freshForAll(async ({ lab, nodes }) => {
    await Promise.all(nodes.map((node, index) => plantDecoys(lab, node, { daemonJson: index === 0 })));
  });
  let decoys: string[][];
  let first: Told;

  const allDecoys = () => Promise.all(fresh.nodes.map((node) => listDecoys(fresh.lab, node)));
  const measured = <T extends { kind: string }>(kind: T['kind']) =>
    first.result.measurements.filter((one) => one.kind === kind) as unknown as T[];

  beforeAll(async () => {
    decoys = await allDecoys();
  });

  test('there are decoys to lose', () => {
    expect(decoys.map((list) => list.length)).toEqual(fresh.nodes.map(() => decoysPerNode));
  });

  test('a check of untouched nodes plans every step and changes nothing', async () => {
    const strictly = await statesOf(fresh.lab, fresh.nodes, strictState);
    const told = await mustPerform(fresh.loaded, { command: 'check' });
    expect(told.result.changes).toBe(0);
    for (const node of fresh.nodes) expect(stateOf(told, 'image', node)).toBe('planned');
    expect(stateOf(told, 'etcd')).toBe('planned');
    expect(stateOf(told, 'preflight', 'node1')).toBe('done');
    expect(changesBetween(strictly, await statesOf(fresh.lab, fresh.nodes, strictState))).toEqual([]);
  });

  test('a run ends with every step done', async () => {
    first = await mustPerform(fresh.loaded, { command: 'run' });
    expect(new Set(first.result.findings.map(({ step }) => step))).toEqual(
      new Set(outlineOf('etcd').steps.map(({ id }) => id)),
    );
    expect(first.result.findings.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(first.result.changes).toBeGreaterThan(0);
    expect(first.events.map(({ seq }) => seq)).toEqual(first.events.map((_, index) => index + 1));
  });

  test('preflight sees the underlay as it is', () => {
    for (const node of fresh.nodes)
      expect(findingOf(first, 'preflight', node)?.facts).toMatchObject({ mtu: 1500, etcd: '3.4.23' });
  });

  test('every worker pings every other one', () => {
    const pings = measured<PingMeasurement>('ping');
    const pairs = fresh.nodes.flatMap((_, a) =>
      fresh.nodes.flatMap((__, b) => (a === b ? [] : [`worker-${a + 1} worker-${b + 1}`])),
    );
    expect(pings.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(pairs.sort());
    for (const ping of pings) {
      expect(ping).toMatchObject({ sent: 4, received: 4, lossPercent: 0 });
      expect(ping.rttMs?.min).toBeGreaterThan(0);
    }
  });

  test('each node shows its end of the tunnel, what sits behind the other, and a packet between them', () => {
    const tunnels = measured<TunnelMeasurement>('tunnel');
    const addresses = fresh.loaded.lab.nodes.map(({ address }) => address);
    expect(tunnels.map(({ node }) => node).sort()).toEqual(fresh.nodes);
    for (const { node, device, vni, port, behind, packet } of tunnels) {
      const others = fresh.loaded.lab.nodes.filter(({ name }) => name !== node).map(({ address }) => address);
      expect({ device, vni, port }).toEqual({ device: 'vxlan0', vni: 256, port: 4789 });
      expect(behind.map(({ address }) => address).sort()).toEqual(others);
      expect(addresses).toEqual(expect.arrayContaining([packet?.from, packet?.to]));
      expect(packet?.vni).toBe(vni);
    }
  });

  test('native and overlay bandwidth are measured from the second node to the first', () => {
    const [native, overlay] = measured<BandwidthMeasurement>('bandwidth');
    expect(native).toMatchObject({ path: 'native', from: 'node2', to: 'node1' });
    expect(overlay).toMatchObject({ path: 'overlay', from: 'worker-2', to: 'worker-1' });
    expect(native?.bitsPerSecond).toBeGreaterThan(1e6);
    expect(overlay?.bitsPerSecond).toBeGreaterThan(1e6);
  });

  test('each worker has eth0 on the overlay with MTU 1450 and eth1 on docker_gwbridge', async () => {
    const interfaces = measured<InterfaceMeasurement>('interface');
    for (const [index, node] of fresh.nodes.entries()) {
      const container = `worker-${index + 1}`;
      const [eth0, eth1] = ['eth0', 'eth1'].map((name) =>
        interfaces.find((one) => one.container === container && one.name === name),
      );
      expect(eth0).toMatchObject({ role: 'overlay', mtu: 1450, prefixLength: 24 });
      expect(eth0?.address).toMatch(/^10\.0\.\d+\.\d+$/);
      expect(eth1).toMatchObject({ role: 'gwbridge', mtu: 1500 });
      const gateway = await inNode(
        fresh.lab,
        node,
        `docker network inspect -f '{{(index .IPAM.Config 0).Gateway}}' docker_gwbridge`,
      );
      expect(eth1?.address?.split('.').slice(0, 2)).toEqual(gateway.split('.').slice(0, 2));
      const told = await inNode(fresh.lab, node, `docker exec ${container} ip -o -4 addr show eth0`);
      expect(told).toContain(`inet ${eth0?.address}/24`);
    }
  });

  test('the network has one id everywhere, and node 2 did not make it', async () => {
    const ids = await Promise.all(
      fresh.nodes.map((node) => inNode(fresh.lab, node, 'docker network inspect -f {{.Id}} myapp')),
    );
    expect(new Set(ids).size).toBe(1);
    const made = first.events.filter((event) => event.type === 'change' && event.change === 'network myapp');
    expect(made).toMatchObject([{ node: 'node1' }]);
  });

  test('no TCP socket of Docker is open, and etcd listens on the node and loopback only', async () => {
    for (const node of fresh.nodes) {
      const listening = await inNode(fresh.lab, node, "ss -Hltn | awk '{print $4}'");
      expect(listening).not.toMatch(/:237[56]$/m);
      expect(listening).not.toMatch(/(0\.0\.0\.0|\*|\[::\]):2379$/m);
      expect(listening).toMatch(/^192\.168\.236\.\d+:2379$/m);
    }
  });

  test('a second run changes nothing', async () => {
    const strictly = await statesOf(fresh.lab, fresh.nodes, strictState);
    const told = await mustPerform(fresh.loaded, { command: 'run' });
    expect(told.result.changes).toBe(0);
    expect(told.events.filter((event) => event.type === 'change')).toEqual([]);
    expect(changesBetween(strictly, await statesOf(fresh.lab, fresh.nodes, strictState))).toEqual([]);
  });

  test('a check of the finished lab finds every building step done and changes nothing', async () => {
    const strictly = await statesOf(fresh.lab, fresh.nodes, strictState);
    const told = await mustPerform(fresh.loaded, { command: 'check' });
    for (const step of ['etcd', 'network'] as const) expect(stateOf(told, step)).toBe('done');
    for (const step of ['image', 'daemon', 'workers'] as const)
      for (const node of fresh.nodes) expect(stateOf(told, step, node)).toBe('done');
    expect(changesBetween(strictly, await statesOf(fresh.lab, fresh.nodes, strictState))).toEqual([]);
  });

  test('all decoys are there, and those that ran run', async () => {
    expect(await allDecoys()).toEqual(decoys);
  });

  test('reset proves that each node is as before, and it is', async () => {
    const told = await mustPerform(fresh.loaded, { command: 'reset' });
    expect(differencesOf(told)).toEqual([]);
    expect(new Set(told.result.proofs.map(({ node }) => node))).toEqual(new Set(fresh.nodes));
    expect(await fresh.changes()).toEqual([]);
    expect(await allDecoys()).toEqual(decoys);
    expect(await inNode(fresh.lab, 'node1', 'cat /etc/docker/daemon.json')).toBe(foreignDaemonJson);
  });

  test('a second reset has nothing to do and touches nothing', async () => {
    const strictly = await statesOf(fresh.lab, fresh.nodes, strictState);
    const told = await mustPerform(fresh.loaded, { command: 'reset' });
    expect(told.result.changes).toBe(0);
    expect(changesBetween(strictly, await statesOf(fresh.lab, fresh.nodes, strictState))).toEqual([]);
  });
});
