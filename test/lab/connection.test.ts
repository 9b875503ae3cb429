import { beforeEach, describe, expect, test } from 'vitest';
import type { StepId } from '../../src/shared/run/steps.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inMidstOf, slowDown, usualSpeed } from '../support/nodes/moments.ts';
import { inNode } from '../support/nodes/practice.ts';
import { leftRunning } from '../support/nodes/processes.ts';
import { begin, differencesOf, labFile, mustPerform, perform, stateOf } from '../support/nodes/run-lab.ts';

/** Ends the connections of sshd to everyone; the listener stays. */
const killSessions = `for pid in $(pgrep -f '^sshd: (root|operator|student)'); do kill -9 "$pid"; done`;

const steps: StepId[] = ['image', 'daemon', 'ping', 'iperf-overlay'];

describe.skipIf(!labFile)('a connection that is lost', () => {
  const fresh = freshForAll();

  beforeEach(async () => {
    await mustPerform(fresh.loaded, { command: 'reset' });
    expect(await fresh.changes()).toEqual([]);
  });

  test.for(steps)('during %s: told as unreachable, never as done, and the next run succeeds', async (step) => {
    await slowDown(fresh.lab, step);
    const running = begin(fresh.loaded, { command: 'run', options: { iperfSeconds: 10 } });
    await inMidstOf(step, running, fresh.lab);
    await inNode(fresh.lab, 'node1', killSessions);
    const told = await running.told;
    await usualSpeed(fresh.lab);
    const onNode1 = told.events.flatMap((event) =>
      event.type === 'task' && event.step === step && (event.node ?? 'node1') === 'node1' ? [event.state] : [],
    );
    expect(onNode1.at(-1)).toBe('failed');
    expect(onNode1).not.toContain('done');
    const error = told.result.errors.find((one) => one.step === step);
    expect(error).toMatchObject({ code: 'unreachable', node: 'node1', remedy: expect.any(String) });
    // The node's guard notices by itself that nobody is there any more.
    await expect.poll(() => leftRunning(fresh.lab, 'node1'), { timeout: 30_000 }).toEqual([]);

    const again = await mustPerform(fresh.loaded, { command: 'run' });
    expect(stateOf(again, 'iperf-overlay')).toBe('done');
  });

  test('a node that is away: a run begins nothing, a reset does the others and names it', async () => {
    await mustPerform(fresh.loaded, { command: 'run', only: ['preflight', 'image'] });
    const away = structuredClone(fresh.loaded);
    const lost = away.lab.nodes[1];
    if (lost) lost.ssh.port = 1;
    const run = await perform(away, { command: 'run' });
    expect(run.result).toMatchObject({ ok: false, changes: 0, findings: [] });
    expect(run.result.errors).toMatchObject([{ code: 'unreachable', node: 'node2' }]);

    const reset = await perform(away, { command: 'reset' });
    expect(reset.result.ok).toBe(false);
    expect(reset.result.errors).toMatchObject([{ code: 'unreachable', node: 'node2' }]);
    expect(new Set(reset.result.proofs.map(({ node }) => node))).toEqual(new Set(['node1']));
    expect(differencesOf(reset)).toEqual([]);
    expect(await inNode(fresh.lab, 'node1', 'docker images -q')).toBe('');
    expect(await inNode(fresh.lab, 'node2', 'docker images -q')).not.toBe('');

    const later = await mustPerform(fresh.loaded, { command: 'reset' });
    expect(differencesOf(later)).toEqual([]);
  });
});
