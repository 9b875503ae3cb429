import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import type { StepId } from '../../src/shared/steps.ts';
import { inMidstOf, slowDown, usualSpeed } from './moments.ts';
import { changesBetween, type NodeState, statesOf } from './node-state.ts';
import { inNode, tryInNode } from './practice.ts';
import { leftRunning } from './processes.ts';
import { begin, differencesOf, freshLab, labFile, mustPerform, namesOf } from './run-lab.ts';

const steps: StepId[] = ['image', 'etcd', 'daemon', 'ping', 'iperf-native', 'iperf-overlay'];

describe.skipIf(!labFile)('cancel', () => {
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

  afterAll(async () => {
    if (loaded) await freshLab();
  });

  test('the search for what is left over finds what the app would leave', async () => {
    await inNode(lab, 'node1', 'OVERLAY_LAB_RUN=planted.1.1. setsid sleep 50 >/dev/null 2>&1 & echo $! >/run/planted');
    expect(await leftRunning(lab, 'node1')).toEqual(['sleep sleep 50 ']);
    await inNode(lab, 'node1', 'kill "$(cat /run/planted)"; rm /run/planted');
  });

  test.for(steps)('during %s leaves no process, claims nothing, and a reset brings all back', async (step) => {
    await slowDown(lab, step);
    const running = begin(loaded, { command: 'run', options: { iperfSeconds: 5 } });
    await inMidstOf(step, running, lab);
    running.run.cancel();
    const { result, events } = await running.told;
    await usualSpeed(lab);
    expect(await Promise.all(nodes.map((node) => leftRunning(lab, node)))).toEqual(nodes.map(() => []));

    expect(result.ok).toBe(false);
    expect(result.errors.map(({ code }) => code)).toContain('cancelled');
    const ends = events.flatMap((event) => (event.type === 'task' && event.step === step ? [event.state] : []));
    expect(ends).toContain('cancelled');
    expect(await holders(nodes)).toEqual(nodes.map(() => ''));

    const reset = await mustPerform(loaded, { command: 'reset' });
    expect(reset.result.proofs.length === 0 || differencesOf(reset).length === 0).toBe(true);
    expect(changesBetween(before, await statesOf(lab, nodes))).toEqual([]);
  });

  test('before anything was begun changes nothing', async () => {
    const running = begin(loaded, { command: 'run' });
    running.run.cancel();
    const { result } = await running.told;
    expect(result).toMatchObject({ ok: false, changes: 0 });
    expect(changesBetween(before, await statesOf(lab, nodes))).toEqual([]);
  });

  /** Who still holds the lab's lease on each node; nobody after a run has ended. */
  const holders = (names: string[]) =>
    Promise.all(
      names.map(async (node) => (await tryInNode(lab, node, `cat /var/lib/overlay-lab/${lab}/lease`)).stdout),
    );
});
