import { describe, expect, test } from 'vitest';
import type { StepId } from '../../src/shared/run/steps.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { changesBetween, statesOf, strictState } from '../support/nodes/node-state.ts';
import { inNode, untilInNode } from '../support/nodes/practice.ts';
import { differencesOf, errorOf, findingOf, labFile, mustPerform, perform, stateOf } from '../support/nodes/run-lab.ts';

const building: StepId[] = ['preflight', 'image', 'etcd', 'daemon', 'network', 'workers'];

describe.skipIf(!labFile)('single steps', () => {
  const fresh = freshForAll();

  test('a step whose needs are not there is blocked, and what it needs is named', async () => {
    const told = await perform(fresh.loaded, { command: 'run', only: ['network'] });
    expect(errorOf(told, 'etcd')).toMatchObject({ code: 'refused', remedy: expect.stringContaining('--only etcd') });
    expect(stateOf(told, 'network')).toBe('blocked');
    expect(told.result.changes).toBe(0);
    expect(await fresh.changes()).toEqual([]);
  });

  test('only: does what was asked for and nothing else', async () => {
    const told = await mustPerform(fresh.loaded, { command: 'run', only: ['preflight', 'image'] });
    expect(new Set(told.result.findings.map(({ step }) => step))).toEqual(new Set(['preflight', 'image']));
    for (const node of fresh.nodes)
      expect(
        await inNode(
          fresh.lab,
          node,
          'docker images --format {{.Repository}}; systemctl is-active overlay-lab-etcd || :',
        ),
      ).toBe('overlay-lab/worker\ninactive\n');
  });

  test('skip: leaves a step out and continues without it', async () => {
    const told = await mustPerform(fresh.loaded, { command: 'run', skip: ['iperf-native', 'iperf-overlay', 'ping'] });
    expect(told.result.findings.some(({ step }) => step === 'ping')).toBe(false);
    expect(told.result.measurements.filter(({ kind }) => kind !== 'interface' && kind !== 'tunnel')).toEqual([]);
    expect(stateOf(told, 'workers', 'node2')).toBe('done');
  });

  test('undo network: takes back the workers too, and nothing below', async () => {
    const told = await mustPerform(fresh.loaded, { command: 'undo', step: 'network' });
    expect(new Set(told.result.findings.map(({ step }) => step))).toEqual(new Set(['network', 'workers']));
    for (const node of fresh.nodes) {
      expect(
        await inNode(
          fresh.lab,
          node,
          'docker ps -aq; docker network ls -q -f name=myapp; docker network ls -q -f name=docker_gwbridge',
        ),
      ).toBe('');
      expect(await inNode(fresh.lab, node, "docker info -f '{{.ClusterStore}}'")).toContain('etcd://');
    }
    const check = await perform(fresh.loaded, { command: 'check', only: building });
    expect(stateOf(check, 'daemon', 'node1')).toBe('done');
    expect(stateOf(check, 'network')).toBe('planned');
  });

  test('undo of the same step again has nothing to do', async () => {
    const strictly = await statesOf(fresh.lab, fresh.nodes, strictState);
    const told = await mustPerform(fresh.loaded, { command: 'undo', step: 'network' });
    expect(told.result.changes).toBe(0);
    // An undo holds the lease while it looks, and a file that came and went shows in the times of its directory.
    const lease = new RegExp(` times [-+] /var/lib/overlay-lab/${fresh.lab} `);
    const changes = changesBetween(strictly, await statesOf(fresh.lab, fresh.nodes, strictState));
    expect(changes.filter((change) => !lease.test(change))).toEqual([]);
  });

  test('a container that a person removed is found missing and made again, alone', async () => {
    await mustPerform(fresh.loaded, { command: 'run', only: building });
    await inNode(fresh.lab, 'node2', 'docker rm -f worker-2');
    const check = await perform(fresh.loaded, { command: 'check', only: building });
    expect(findingOf(check, 'workers', 'node2')?.status).toBe('missing');
    expect(findingOf(check, 'workers', 'node1')?.status).toBe('satisfied');
    const told = await mustPerform(fresh.loaded, { command: 'run', only: building });
    expect(told.events.flatMap((event) => (event.type === 'change' ? [event.change] : []))).toEqual([
      'container worker-2',
    ]);
  });

  test('what was typed by hand as the lesson shows it counts as done, and check does not care who typed it', async () => {
    await mustPerform(fresh.loaded, { command: 'undo', step: 'workers' });
    for (const [index, node] of fresh.nodes.entries())
      await inNode(fresh.lab, node, `docker run -itd --name=worker-${index + 1} --net=myapp overlay-lab/worker:1`);
    await untilInNode(fresh.lab, 'node1', 'docker exec worker-1 ls');
    const told = await mustPerform(fresh.loaded, { command: 'run', only: [...building, 'ping'] });
    expect(told.result.changes).toBe(0);
    expect(findingOf(told, 'workers', 'node1')?.facts).toMatchObject({ made: 'hand' });
    for (const [index, node] of fresh.nodes.entries())
      await inNode(fresh.lab, node, `docker rm -f worker-${index + 1}`);
  });

  test('reset from there restores all, also a jump that the engine added twice', async () => {
    const forward = () => inNode(fresh.lab, 'node2', 'iptables -S FORWARD');
    await inNode(fresh.lab, 'node2', 'iptables -A FORWARD -j DOCKER-USER');
    // docker_gwbridge came with the containers typed by hand; the ledger does not know of it, the baseline does.
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    expect(await fresh.changes()).toEqual([]);
    expect((await forward()).match(/-j DOCKER[A-Z-]*/g)?.[0]).toBe('-j DOCKER-USER');
  });
});
