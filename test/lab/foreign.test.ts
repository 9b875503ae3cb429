import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import type { StepId } from '../../src/shared/steps.ts';
import { changesBetween, type NodeState, statesOf } from './node-state.ts';
import { inNode } from './practice.ts';
import { differencesOf, errorOf, freshLab, labFile, mustPerform, namesOf, perform, stateOf } from './run-lab.ts';

const toolImage = `root=$(mktemp -d /tmp/tool.XXXXXX); mkdir "$root/bin"; cp -L "$(command -v busybox)" "$root/bin/busybox"
tar -C "$root" -cf - . | docker import - others/tool:1 >/dev/null; rm -r "$root"`;

/** What the workers stand on. */
const needed: StepId[] = ['preflight', 'image', 'etcd', 'daemon', 'network'];

describe.skipIf(!labFile)('what belongs to others', () => {
  let loaded: LoadedLab;
  let lab: string;
  let nodes: string[];
  let before: Record<string, NodeState>;

  beforeAll(async () => {
    loaded = await freshLab();
    lab = loaded.lab.name;
    nodes = namesOf(loaded);
    before = await statesOf(lab, nodes);
  });

  // Every test takes back what it planted itself; this says so if one did not.
  beforeEach(async () => expect(changesBetween(before, await statesOf(lab, nodes))).toEqual([]));

  afterAll(async () => {
    if (loaded) await freshLab();
  });

  test('a container named worker-1 is refused with a remedy and left alone', async () => {
    const id = await inNode(
      lab,
      'node1',
      `${toolImage}; docker run -d --name worker-1 --stop-signal KILL others/tool:1 /bin/busybox sleep 1000000`,
    );
    const look = () =>
      inNode(
        lab,
        'node1',
        "docker inspect -f '{{.Id}} {{.State.Running}} {{.Config.Image}} {{.Config.Labels}}' worker-1",
      );
    const was = await look();
    const told = await perform(loaded, { command: 'run' });
    expect(told.result.ok).toBe(false);
    expect(stateOf(told, 'workers', 'node1')).toBe('failed');
    expect(errorOf(told, 'workers', 'node1')).toMatchObject({
      code: 'refused',
      node: 'node1',
      remedy: expect.stringContaining('docker rename worker-1'),
    });
    expect(stateOf(told, 'ping', 'node1')).toBe('blocked');
    expect(await look()).toBe(was);

    const reset = await mustPerform(loaded, { command: 'reset' });
    expect(differencesOf(reset)).toEqual([]);
    expect(await look()).toBe(was);
    await inNode(lab, 'node1', `docker rm -f ${id.trim()}; docker rmi others/tool:1`);
  });

  test('a bridge named like the overlay is refused with a remedy and left alone', async () => {
    await inNode(lab, 'node2', 'docker network create myapp');
    const look = () => inNode(lab, 'node2', "docker network inspect -f '{{.Id}} {{.Driver}} {{.Labels}}' myapp");
    const was = await look();
    const told = await perform(loaded, { command: 'run', only: ['preflight', 'etcd', 'daemon', 'network'] });
    expect(errorOf(told, 'network')).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('node2'),
      remedy: expect.stringContaining('lab file'),
    });
    expect(await look()).toBe(was);

    expect(differencesOf(await mustPerform(loaded, { command: 'reset' }))).toEqual([]);
    expect(await look()).toBe(was);
    await inNode(lab, 'node2', 'docker network rm myapp');
  });

  test('the system’s own etcd is stopped for the lab and put back with its data', async () => {
    await inNode(
      lab,
      'node1',
      `printf 'ETCD_ENABLE_V2="true"\\n' >/etc/default/etcd.test; cp -p /etc/default/etcd /run/etcd.kept; cat /etc/default/etcd.test >>/etc/default/etcd; rm /etc/default/etcd.test
systemctl enable -q --now etcd; ETCDCTL_API=2 etcdctl set /theirs 'not the lab’s'`,
    );
    const running = await statesOf(lab, nodes);
    const told = await mustPerform(loaded, { command: 'run', only: ['preflight', 'etcd'] });
    expect(stateOf(told, 'etcd')).toBe('done');
    expect(await inNode(lab, 'node1', 'systemctl is-active etcd || :')).toBe('inactive\n');
    expect(await inNode(lab, 'node1', 'ETCDCTL_API=2 etcdctl get /theirs 2>&1 || :')).toContain('Key not found');

    expect(differencesOf(await mustPerform(loaded, { command: 'reset' }))).toEqual([]);
    expect(await inNode(lab, 'node1', 'ETCDCTL_API=2 etcdctl get /theirs')).toBe('not the lab’s\n');
    const withoutData = (changes: string[]) => changes.filter((line) => !line.includes('/var/lib/etcd/default/member'));
    expect(withoutData(changesBetween(running, await statesOf(lab, nodes)))).toEqual([]);
    await inNode(
      lab,
      'node1',
      'systemctl disable -q --now etcd; mv /run/etcd.kept /etc/default/etcd; rm -rf /var/lib/etcd/default',
    );
  });

  test('a student’s container on the lab’s network is named, and removed from it only when confirmed', async () => {
    await mustPerform(loaded, { command: 'run', only: [...needed, 'workers'] });
    const name = 'student-own';
    await inNode(
      lab,
      'node2',
      `docker run -d --name ${name} --stop-signal KILL --net myapp overlay-lab/worker:1 sleep 1000000`,
    );
    const first = await perform(loaded, { command: 'reset' });
    expect(first.result.ok).toBe(false);
    expect(first.result.errors.map(({ code, message }) => `${code}: ${message}`).join('\n')).toContain(name);
    expect(await inNode(lab, 'node2', `docker inspect -f '{{.State.Running}}' ${name}`)).toBe('true\n');

    await perform(loaded, { command: 'reset', includeUnowned: true });
    expect(await inNode(lab, 'node2', `docker ps -aq -f name=${name} | wc -l`)).toBe('1\n');
    expect(await inNode(lab, 'node1', 'docker network ls -q -f name=myapp')).toBe('');
    await inNode(lab, 'node2', `docker rm -f ${name}`);
    expect(differencesOf(await mustPerform(loaded, { command: 'reset' }))).toEqual([]);
  });
});
