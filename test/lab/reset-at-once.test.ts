import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { startChild } from '../faults/child-process.ts';
import { changesBetween, type NodeState, statesOf } from './node-state.ts';
import { inNode, untilInNode } from './practice.ts';
import { leftRunning } from './processes.ts';
import { differencesOf, freshLab, labFile, mustPerform, namesOf } from './run-lab.ts';

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
  let loaded: LoadedLab;
  let before: Record<string, NodeState>;

  beforeAll(async () => {
    loaded = await freshLab();
    before = await statesOf(loaded.lab.name, namesOf(loaded));
  });

  afterAll(async () => {
    if (loaded) await freshLab();
  });

  test('waits for what the killed one left on the node, and is equal', async () => {
    await inNode(loaded.lab.name, 'node1', deafDocker);
    const app = startChild(loaded, { command: 'run', only: ['preflight', 'image'] });
    await untilInNode(loaded.lab.name, 'node1', "pgrep -fx 'sleep 2.5'");
    app.kill('SIGKILL');
    await app.ended;
    expect(differencesOf(await mustPerform(loaded, { command: 'reset' }))).toEqual([]);
    // Nothing of the killed one comes after the proof either.
    await inNode(loaded.lab.name, 'node1', usualDocker);
    expect(await leftRunning(loaded.lab.name, 'node1')).toEqual([]);
    expect(changesBetween(before, await statesOf(loaded.lab.name, namesOf(loaded)))).toEqual([]);
  });
});
