import { afterAll, describe, expect, test } from 'vitest';
import { startChild } from '../faults/child-process.ts';
import { freshForEach } from '../support/nodes/fresh-lab.ts';
import { changesBetween, statesOf } from '../support/nodes/node-state.ts';
import { inNode, tryInNode, untilInNode } from '../support/nodes/practice.ts';
import {
  type Asked,
  differencesOf,
  errorOf,
  freshLab,
  labFile,
  mustPerform,
  perform,
  stateOf,
} from '../support/nodes/run-lab.ts';

const upTo: Asked = { command: 'run', only: ['preflight', 'etcd', 'daemon'] };
const otherStore = '--cluster-store=etcd://127.0.0.1:9 --cluster-advertise=127.0.0.1:2375';

/** Flags of dockerd in a drop-in, as they are or by way of a variable. */
const flags = (options: string, hidden = false) => `mkdir -p /etc/systemd/system/docker.service.d
cat >/etc/systemd/system/docker.service.d/flags.conf <<'END'
[Service]
Environment="OTHERS=${options}"
ExecStart=
ExecStart=/usr/sbin/dockerd -H fd:// ${hidden ? '$OTHERS' : options}
END
systemctl daemon-reload; systemctl restart docker`;

describe.skipIf(!labFile)('the engine’s configuration', () => {
  const fresh = freshForEach();

  const timers = (node: string) => inNode(fresh.lab, node, `systemctl list-timers --all --no-legend 'overlay-lab-*'`);

  afterAll(async () => {
    if (fresh.loaded) await freshLab();
  });

  test('what the engine refuses is rolled back, with the journal’s reason, and the engine runs', async () => {
    // Given twice: by a flag that stands in a variable and so cannot be seen beforehand, and by the file.
    await inNode(fresh.lab, 'node1', flags(otherStore, true));
    const before = await statesOf(fresh.lab, fresh.nodes);
    const told = await perform(fresh.loaded, upTo);
    const error = errorOf(told, 'daemon', 'node1');
    expect(error).toMatchObject({
      code: 'command-failed',
      diagnosis: 11,
      remedy: expect.stringContaining('journalctl'),
    });
    expect(error?.message).toContain('specified both as a flag and in the configuration file');
    expect(error?.message).toContain('the engine runs again');
    expect(await inNode(fresh.lab, 'node1', "docker info -f '{{.ClusterStore}}'; ls /etc/docker")).toBe(
      'etcd://127.0.0.1:9\nkey.json\n',
    );
    expect(await timers('node1')).toBe('');
    expect(stateOf(told, 'daemon', 'node2')).toBe('done');
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    expect(changesBetween(before, await statesOf(fresh.lab, fresh.nodes))).toEqual([]);
  });

  test('a file with which the engine would not have started anyway is restored, and the reason told', async () => {
    // The engine still runs with the file of its last start.
    await inNode(fresh.lab, 'node1', `printf '{"storage-driver": "no-such-driver"}' >/etc/docker/daemon.json`);
    const told = await perform(fresh.loaded, upTo);
    const error = errorOf(told, 'daemon', 'node1');
    expect(error).toMatchObject({ code: 'command-failed', message: expect.stringContaining('no-such-driver') });
    expect(error?.message).toContain('does not run with it either');
    expect(await inNode(fresh.lab, 'node1', 'cat /etc/docker/daemon.json')).toBe(
      '{"storage-driver": "no-such-driver"}',
    );
    await inNode(
      fresh.lab,
      'node1',
      'rm /etc/docker/daemon.json; systemctl reset-failed docker; systemctl restart docker',
    );
    expect(stateOf(await mustPerform(fresh.loaded, upTo), 'daemon', 'node1')).toBe('done');
  });

  test('a file that is no JSON is refused and left alone', async () => {
    await inNode(fresh.lab, 'node2', `printf '{"debug": true,,}' >/etc/docker/daemon.json`);
    const told = await perform(fresh.loaded, upTo);
    // Before anything is changed, with the place in the file.
    expect(errorOf(told, 'preflight', 'node2')).toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/daemon\.json.*line 1/),
      remedy: expect.stringMatching(/.{8}/),
    });
    expect(await inNode(fresh.lab, 'node2', 'cat /etc/docker/daemon.json; docker info -f .')).toBe(
      '{"debug": true,,}.\n',
    );
  });

  test('options that are flags of the unit are replaced by a drop-in, and restored', async () => {
    await inNode(fresh.lab, 'node2', flags(otherStore));
    const before = await statesOf(fresh.lab, fresh.nodes);
    expect(stateOf(await mustPerform(fresh.loaded, upTo), 'daemon', 'node2')).toBe('done');
    expect(await inNode(fresh.lab, 'node2', "docker info -f '{{.ClusterStore}}'; ls /etc/docker")).toBe(
      'etcd://192.168.236.131:2379\nkey.json\n',
    );
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    expect(changesBetween(before, await statesOf(fresh.lab, fresh.nodes))).toEqual([]);
  });

  test('the node heals itself when the app is killed between the change and its confirmation', async () => {
    const before = await statesOf(fresh.lab, fresh.nodes);
    const child = startChild(fresh.loaded, upTo);
    // The timer is there from before the change until the engine has come back with it.
    await untilInNode(fresh.lab, 'node1', `systemctl list-timers --all --no-legend 'overlay-lab-*' | grep -q .`);
    child.kill('SIGKILL');
    const killed = await child.ended;
    expect(killed.signal).toBe('SIGKILL');
    expect(await timers('node1')).not.toBe('');
    // What the timer would do in a minute and a half, now.
    await inNode(fresh.lab, 'node1', `systemctl start overlay-lab-rollback-${fresh.lab}.service`);
    await untilInNode(fresh.lab, 'node1', `docker info -f '<{{.ClusterStore}}>' | grep -qx '<>'`);
    expect((await tryInNode(fresh.lab, 'node1', 'ls /etc/docker/daemon.json')).stdout).toBe('');
    expect(stateOf(await mustPerform(fresh.loaded, upTo), 'daemon', 'node1')).toBe('done');
    expect(await timers('node1')).toBe('');
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    expect(changesBetween(before, await statesOf(fresh.lab, fresh.nodes))).toEqual([]);
  });
});
