import { describe, expect, test } from 'vitest';
import { startChild } from '../faults/child-process.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode, untilInNode } from '../support/nodes/practice.ts';
import { leftRunning } from '../support/nodes/processes.ts';
import { differencesOf, labFile, mustPerform } from '../support/nodes/run-lab.ts';

/** Has everything for an image, and makes it a little later: deaf, but not for as long as the guard waits before it kills. */
const deafDocker = `cat >/usr/local/bin/docker <<'END'
#!/bin/sh
trap "" TERM
[ "$1" != import ] || { cat >/run/late.tar; exec </run/late.tar; sleep 2.5; }
exec /usr/bin/docker "$@"
END
chmod 755 /usr/local/bin/docker`;
const usualDocker = 'rm -f /usr/local/bin/docker /run/late.tar';

describe.skipIf(!labFile)('a reset begun at once after the app was killed', () => {
  const fresh = freshForAll();

  test('waits for what the killed one left on the node, and is equal', async () => {
    await inNode(fresh.lab, 'node1', deafDocker);
    const app = startChild(fresh.loaded, { command: 'run', only: ['preflight', 'image'] });
    await untilInNode(fresh.lab, 'node1', "pgrep -fx 'sleep 2.5'");
    app.kill('SIGKILL');
    await app.ended;
    expect(differencesOf(await mustPerform(fresh.loaded, { command: 'reset' }))).toEqual([]);
    // Nothing of the killed one comes after the proof either.
    await inNode(fresh.lab, 'node1', usualDocker);
    expect(await leftRunning(fresh.lab, 'node1')).toEqual([]);
    expect(await fresh.changes()).toEqual([]);
  });
});
