import { describe, expect, test } from 'vitest';
import { trackOf } from '../../src/core/tracks/tracks.ts';
import { withNeeds } from '../../src/shared/tracks/outline.ts';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode } from '../support/nodes/practice.ts';
import { labFile, mustPerform, stateOf } from '../support/nodes/run-lab.ts';

const image = 'overlay-lab/worker:1';
const id = `docker images -q --no-trunc ${image}`;
/** Each file with its mode, size and where it leads, and what the image says of itself; times are when it was made. */
const content = `
docker image inspect -f '{{json .Config.Env}} {{json .Config.Cmd}} {{json .Config.Labels}}' ${image}
made=$(docker create ${image}); docker export $made | tar -tv | awk '{$4 = $5 = ""; print}' | sort; docker rm $made >/dev/null`;

describe.skipIf(!labFile)('the worker image typed as the lesson has it', () => {
  const fresh = freshForAll();
  const onEach = (words: string) => Promise.all(fresh.nodes.map((node) => inNode(fresh.lab, node, words)));
  const type = async () => {
    const step = trackOf(fresh.loaded.lab).steps.find((one) => one.id === 'image');
    const commands = step?.commands(fresh.loaded.lab) ?? [];
    expect(commands.map(({ node }) => node)).toEqual(fresh.nodes);
    await Promise.all(commands.map(({ node, command }) => inNode(fresh.lab, node, command)));
  };

  test('is the one that a run makes, file by file', async () => {
    await type();
    const typed = await onEach(content);
    expect(typed[0]).toMatch(/busybox/);
    await mustPerform(fresh.loaded, { command: 'reset', depth: 'typed' });
    expect(await onEach(id)).toEqual(fresh.nodes.map(() => ''));
    await mustPerform(fresh.loaded, { command: 'run', only: ['preflight', 'image'] });
    expect(await onEach(content)).toEqual(typed);
    await mustPerform(fresh.loaded, { command: 'reset' });
    expect(await fresh.changes()).toEqual([]);
  });

  test('is taken by a run as it is, stays at a reset of what the app made, and goes with what was typed', async () => {
    await type();
    const before = await onEach(id);
    const run = await mustPerform(fresh.loaded, {
      command: 'run',
      only: withNeeds(trackOf(fresh.loaded.lab), ['workers']),
    });
    expect(stateOf(run, 'image', fresh.nodes[0])).toBe('done');
    expect(run.events.filter((event) => event.type === 'change' && event.step === 'image')).toEqual([]);
    await mustPerform(fresh.loaded, { command: 'reset' });
    expect(await onEach(id)).toEqual(before);
    const reset = await mustPerform(fresh.loaded, { command: 'reset', depth: 'typed' });
    expect(reset.events).toContainEqual(expect.objectContaining({ type: 'change', step: 'image', undone: true }));
    expect(await onEach(id)).toEqual(fresh.nodes.map(() => ''));
    expect(await fresh.changes()).toEqual([]);
  });
});
