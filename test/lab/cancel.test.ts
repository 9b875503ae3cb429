import { describe, expect, test } from 'vitest';
import type { StepId } from '../../src/shared/run/steps.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inMidstOf, slowDown, usualSpeed } from '../support/nodes/moments.ts';
import { inNode, tryInNode } from '../support/nodes/practice.ts';
import { leftRunning } from '../support/nodes/processes.ts';
import { begin, differencesOf, labFile, mustPerform } from '../support/nodes/run-lab.ts';

const steps: StepId[] = ['image', 'etcd', 'daemon', 'ping', 'iperf-native', 'iperf-overlay'];

describe.skipIf(!labFile)('cancel', () => {
  const fresh = freshForAll();

  test('the search for what is left over finds what the app would leave', async () => {
    await inNode(
      fresh.lab,
      'node1',
      'OVERLAY_LAB_RUN=planted.1.1. setsid sleep 50 >/dev/null 2>&1 & echo $! >/run/planted',
    );
    expect(await leftRunning(fresh.lab, 'node1')).toEqual(['sleep sleep 50 ']);
    await inNode(fresh.lab, 'node1', 'kill "$(cat /run/planted)"; rm /run/planted');
  });

  test.for(steps)('during %s leaves no process, claims nothing, and a reset brings all back', async (step) => {
    await slowDown(fresh.lab, step);
    const running = begin(fresh.loaded, { command: 'run', options: { iperfSeconds: 5 } });
    await inMidstOf(step, running, fresh.lab);
    running.run.cancel();
    const { result, events } = await running.told;
    await usualSpeed(fresh.lab);
    // What does not end in the second that a cancelled run waits is ended by the nodes' guards: TERM, 3 s, KILL.
    const left = () => Promise.all(fresh.nodes.map((node) => leftRunning(fresh.lab, node)));
    await expect.poll(left, { timeout: 15_000 }).toEqual(fresh.nodes.map(() => []));

    expect(result.ok).toBe(false);
    expect(result.errors.map(({ code }) => code)).toContain('cancelled');
    const ends = events.flatMap((event) => (event.type === 'task' && event.step === step ? [event.state] : []));
    expect(ends).toContain('cancelled');
    await expect.poll(() => holders(fresh.nodes), { timeout: 15_000 }).toEqual(fresh.nodes.map(() => ''));

    const reset = await mustPerform(fresh.loaded, { command: 'reset' });
    expect(reset.result.proofs.length === 0 || differencesOf(reset).length === 0).toBe(true);
    expect(await fresh.changes()).toEqual([]);
  });

  test('before anything was begun changes nothing', async () => {
    const running = begin(fresh.loaded, { command: 'run' });
    running.run.cancel();
    const { result } = await running.told;
    expect(result).toMatchObject({ ok: false, changes: 0 });
    expect(await fresh.changes()).toEqual([]);
  });

  /** Who still holds the lab's lease on each node; nobody after a run has ended. */
  const holders = (names: string[]) =>
    Promise.all(
      names.map(
        async (node) => (await tryInNode(fresh.lab, node, `cat /var/lib/overlay-lab/${fresh.lab}/lease`)).stdout,
      ),
    );
});
