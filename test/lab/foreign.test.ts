import { beforeEach, describe, expect, test } from 'vitest';
import type { StepId } from '../../src/shared/run/steps.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { changesBetween, statesOf } from '../support/nodes/node-state.ts';
import { inNode } from '../support/nodes/practice.ts';
import { differencesOf, errorOf, labFile, mustPerform, perform, stateOf } from '../support/nodes/run-lab.ts';

const toolImage = `root=$(mktemp -d /tmp/tool.XXXXXX); mkdir "$root/bin"; cp -L "$(command -v busybox)" "$root/bin/busybox"
tar -C "$root" -cf - . | docker import - others/tool:1 >/dev/null; rm -r "$root"`;

/** What the workers stand on. */
const needed: StepId[] = ['preflight', 'image', 'etcd', 'daemon', 'network'];

/** Steps that changed something, but the workers' image, which each node has for itself. */
const changedSteps = ({ events }: Awaited<ReturnType<typeof perform>>) =>
  events.flatMap((event) => (event.type === 'change' && event.step !== 'image' ? [event.step] : []));

describe.skipIf(!labFile)('what belongs to others', () => {
  const fresh = freshForAll();

  // Every test takes back what it planted itself; this says so if one did not.
  beforeEach(async () => expect(await fresh.changes()).toEqual([]));

  test('a container named worker-1 is refused with a remedy and left alone', async () => {
    const id = await inNode(
      fresh.lab,
      'node1',
      `${toolImage}; docker run -d --name worker-1 --stop-signal KILL others/tool:1 /bin/busybox sleep 1000000`,
    );
    const look = () =>
      inNode(
        fresh.lab,
        'node1',
        "docker inspect -f '{{.Id}} {{.State.Running}} {{.Config.Image}} {{.Config.Labels}}' worker-1",
      );
    const was = await look();
    const told = await perform(fresh.loaded, { command: 'run' });
    expect(told.result.ok).toBe(false);
    // No engine was restarted for it; the other node, which is well, may have its image already.
    expect(changedSteps(told)).toEqual([]);
    expect(errorOf(told, 'preflight', 'node1')).toMatchObject({
      code: 'refused',
      node: 'node1',
      remedy: expect.stringContaining('docker rename worker-1'),
    });
    expect(stateOf(told, 'ping', 'node1')).toBe('blocked');
    expect(await look()).toBe(was);
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    await inNode(fresh.lab, 'node1', `docker rm -f ${id.trim()}; docker rmi others/tool:1`);
  });

  test('a bridge named like the overlay is refused with a remedy and left alone', async () => {
    await inNode(fresh.lab, 'node2', 'docker network create myapp');
    const look = () => inNode(fresh.lab, 'node2', "docker network inspect -f '{{.Id}} {{.Driver}} {{.Labels}}' myapp");
    const was = await look();
    const told = await perform(fresh.loaded, { command: 'run', only: ['preflight', 'etcd', 'daemon', 'network'] });
    expect(told.events.filter(({ type }) => type === 'change')).toEqual([]);
    expect(errorOf(told, 'preflight', 'node2')).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('myapp'),
      remedy: expect.stringContaining('lab file'),
    });
    expect(await look()).toBe(was);
    await inNode(fresh.lab, 'node2', 'docker network rm myapp');
  });

  test('the system’s own etcd is stopped for the lab and restored with its data', async () => {
    await inNode(
      fresh.lab,
      'node1',
      `printf 'ETCD_ENABLE_V2="true"\\n' >/etc/default/etcd.test; cp -p /etc/default/etcd /run/etcd.kept; cat /etc/default/etcd.test >>/etc/default/etcd; rm /etc/default/etcd.test
systemctl enable -q --now etcd; ETCDCTL_API=2 etcdctl set /theirs 'not the lab’s'`,
    );
    const running = await statesOf(fresh.lab, fresh.nodes);
    const told = await mustPerform(fresh.loaded, { command: 'run', only: ['preflight', 'etcd'] });
    expect(stateOf(told, 'etcd')).toBe('done');
    expect(await inNode(fresh.lab, 'node1', 'systemctl is-active etcd || :')).toBe('inactive\n');
    expect(await inNode(fresh.lab, 'node1', 'ETCDCTL_API=2 etcdctl get /theirs 2>&1 || :')).toContain('Key not found');

    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    expect(await inNode(fresh.lab, 'node1', 'ETCDCTL_API=2 etcdctl get /theirs')).toBe('not the lab’s\n');
    const withoutData = (changes: string[]) => changes.filter((line) => !line.includes('/var/lib/etcd/default/member'));
    expect(withoutData(changesBetween(running, await statesOf(fresh.lab, fresh.nodes)))).toEqual([]);
    await inNode(
      fresh.lab,
      'node1',
      'systemctl disable -q --now etcd; mv /run/etcd.kept /etc/default/etcd; rm -rf /var/lib/etcd/default',
    );
  });

  test('a student’s container on the lab’s network is named, and removed from it only when confirmed', async () => {
    await mustPerform(fresh.loaded, { command: 'run', only: [...needed, 'workers'] });
    const name = 'student-own';
    await inNode(
      fresh.lab,
      'node2',
      `docker run -d --name ${name} --stop-signal KILL --net myapp overlay-lab/worker:1 sleep 1000000`,
    );
    const first = await perform(fresh.loaded, { command: 'reset' });
    expect(first.result.ok).toBe(false);
    expect(first.result.errors.map(({ code, message }) => `${code}: ${message}`).join('\n')).toContain(name);
    expect(await inNode(fresh.lab, 'node2', `docker inspect -f '{{.State.Running}}' ${name}`)).toBe('true\n');

    await perform(fresh.loaded, { command: 'reset', includeUnowned: true });
    expect(await inNode(fresh.lab, 'node2', `docker ps -aq -f name=${name} | wc -l`)).toBe('1\n');
    expect(await inNode(fresh.lab, 'node1', 'docker network ls -q -f name=myapp')).toBe('');
    await inNode(fresh.lab, 'node2', `docker rm -f ${name}`);
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
  });
});
