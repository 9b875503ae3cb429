import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import type { StepId } from '../../src/shared/steps.ts';
import { inMidstOf, slowDown, usualSpeed } from './moments.ts';
import { changesBetween, type NodeState, statesOf } from './node-state.ts';
import { inNode } from './practice.ts';
import { leftRunning } from './processes.ts';
import { begin, differencesOf, freshLab, labFile, mustPerform, namesOf, perform, stateOf } from './run-lab.ts';

/** Ends the connections of sshd to everyone; the listener stays. */
const killSessions = `for pid in $(pgrep -f '^sshd: (root|operator|student)'); do kill -9 "$pid"; done`;

const steps: StepId[] = ['image', 'daemon', 'ping', 'iperf-overlay'];

describe.skipIf(!labFile)('a connection that is lost', () => {
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

  beforeEach(async () => {
    await mustPerform(loaded, { command: 'reset' });
    expect(changesBetween(before, await statesOf(lab, nodes))).toEqual([]);
  });

  afterAll(async () => {
    if (loaded) await freshLab();
  });

  test.for(steps)('during %s: told as unreachable, never as done, and the next run succeeds', async (step) => {
    await slowDown(lab, step);
    const running = begin(loaded, { command: 'run', options: { iperfSeconds: 5 } });
    await inMidstOf(step, running, lab);
    await inNode(lab, 'node1', killSessions);
    const told = await running.told;
    await usualSpeed(lab);
    const onNode1 = told.events.flatMap((event) =>
      event.type === 'task' && event.step === step && (event.node ?? 'node1') === 'node1' ? [event.state] : [],
    );
    expect(onNode1.at(-1)).toBe('failed');
    expect(onNode1).not.toContain('done');
    const error = told.result.errors.find((one) => one.step === step);
    expect(error).toMatchObject({ code: 'unreachable', node: 'node1', remedy: expect.any(String) });
    // The node's guard notices by itself that nobody is there any more.
    await expect.poll(() => leftRunning(lab, 'node1'), { timeout: 30_000 }).toEqual([]);

    const again = await mustPerform(loaded, { command: 'run' });
    expect(stateOf(again, 'iperf-overlay')).toBe('done');
  });

  test('a node that is away: a run begins nothing, a reset does the others and names it', async () => {
    await mustPerform(loaded, { command: 'run', only: ['preflight', 'image'] });
    const away = structuredClone(loaded);
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
    expect(await inNode(lab, 'node1', 'docker images -q')).toBe('');
    expect(await inNode(lab, 'node2', 'docker images -q')).not.toBe('');

    const later = await mustPerform(loaded, { command: 'reset' });
    expect(differencesOf(later)).toEqual([]);
  });
});
