import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inMidstOf } from '../support/nodes/moments.ts';
import { inNode, tryInNode, untilInNode } from '../support/nodes/practice.ts';
import { leftRunning } from '../support/nodes/processes.ts';
import { begin, differencesOf, labFile, mustPerform, perform } from '../support/nodes/run-lab.ts';

const passwordEnv = 'OVERLAY_LAB_TEST_STUDENT';

/** Looks for a text in arguments and environments of all processes until /run/watching goes; hits go to a file. */
const watch = (text: string) => `umask 077; cat >/run/sought <<'END'
${text}
END
: >/run/hits; touch /run/watching
while [ -e /run/watching ]; do
  grep -lsaF -f /run/sought /proc/[0-9]*/cmdline /proc/[0-9]*/environ >>/run/hits && ps -eo args | grep -vF grep >>/run/hits
done
rm /run/sought`;

describe.skipIf(!labFile)('ordinary users', () => {
  const fresh = freshForAll();
  let password: string;

  const as = (user: string, extra: object = {}): LoadedLab => {
    const copy = structuredClone(fresh.loaded);
    for (const node of copy.lab.nodes) Object.assign(node.ssh, { user, ...extra });
    return copy;
  };

  beforeAll(async () => {
    password = (await readFile(path.join(fresh.loaded.baseDir, 'student-password'), 'utf8')).trim();
    process.env[passwordEnv] = password;
  });

  afterEach(async () => expect(await fresh.changes()).toEqual([]));

  afterAll(async () => {
    delete process.env[passwordEnv];
  });

  test('sudo without a password: the whole tutorial, a second run without changes, the reset', async () => {
    const operator = as('operator');
    await mustPerform(operator, { command: 'run' });
    expect(
      (await mustPerform(operator, { command: 'run', skip: ['iperf-native', 'iperf-overlay'] })).result.changes,
    ).toBe(0);
    const told = await mustPerform(operator, { command: 'reset' });
    expect(differencesOf(told)).toEqual([]);
    expect(await leftRunning(fresh.lab, 'node1')).toEqual([]);
  });

  test('the search for a secret finds one', async () => {
    const watching = tryInNode(fresh.lab, 'node1', watch('seek-me'));
    await untilInNode(fresh.lab, 'node1', 'test -e /run/watching');
    await inNode(fresh.lab, 'node1', `setsid env X=seek-me sleep 60 >/dev/null 2>&1 & echo $! >/run/sought.pid`);
    await untilInNode(fresh.lab, 'node1', 'grep -q /environ /run/hits', 10);
    await inNode(fresh.lab, 'node1', 'kill "$(cat /run/sought.pid)"; rm /run/watching /run/sought.pid');
    await watching;
    await inNode(fresh.lab, 'node1', 'rm /run/hits');
  });

  test('sudo with a password: the whole tutorial, and the password is nowhere to be read', async () => {
    const student = as('student', { passwordEnv });
    const watching = tryInNode(fresh.lab, 'node1', watch(password));
    await untilInNode(fresh.lab, 'node1', 'test -e /run/watching');
    const run = await mustPerform(student, { command: 'run' });
    const reset = await mustPerform(student, { command: 'reset' });
    await inNode(fresh.lab, 'node1', 'rm /run/watching');
    await watching;
    expect(await inNode(fresh.lab, 'node1', 'cat /run/hits; rm /run/hits')).toBe('');
    const places =
      'journalctl -q --no-pager; cat /var/log/*.log /var/log/auth.log /root/.*history /home/*/.*history 2>/dev/null; :';
    for (const node of fresh.nodes) expect(await inNode(fresh.lab, node, places)).not.toContain(password);
    expect(JSON.stringify([run.events, reset.events])).not.toContain(password);
    expect(differencesOf(reset)).toEqual([]);
  });

  test('a wrong password is told as such, and nothing was begun', async () => {
    process.env[passwordEnv] = 'wrong';
    try {
      const told = await perform(as('student', { passwordEnv }), { command: 'run' });
      expect(told.result).toMatchObject({ ok: false, changes: 0 });
      for (const error of told.result.errors)
        expect(error).toMatchObject({ code: 'sudo-failed', remedy: expect.any(String) });
      expect(told.result.errors).toHaveLength(fresh.nodes.length);
    } finally {
      process.env[passwordEnv] = password;
    }
  });

  test('a cancel leaves no process, of the user or of root', async () => {
    const running = begin(as('student', { passwordEnv }), { command: 'run', options: { iperfSeconds: 5 } });
    await inMidstOf('iperf-native', running, fresh.lab);
    running.run.cancel();
    expect((await running.told).result.errors.map(({ code }) => code)).toContain('cancelled');
    for (const node of fresh.nodes) {
      expect(await leftRunning(fresh.lab, node)).toEqual([]);
      await untilInNode(fresh.lab, node, '! pgrep -u student', 5);
    }
    await mustPerform(fresh.loaded, { command: 'reset' });
  });
});
