import { describe, expect, it } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import { inWords } from '../../shared/texts/text.ts';
import { step, things, watchedFrame } from './fixtures/stand-in-steps.ts';
import { schedule } from './schedule.ts';
import { buildTasks, reversed } from './task.ts';
import { runTask, undoTask } from './work.ts';

const steps = [
  step('image'),
  step('etcd', {
    scope: 'cluster',
    check: async ({ nodes }) => ({
      status: nodes.every(({ has }) => has.has('etcd')) ? 'satisfied' : 'missing',
      summary: '',
      facts: {},
      diff: [],
      problems: [],
    }),
    apply: async ({ nodes, change }) => {
      for (const node of nodes) await change(node, '+etcd', async () => void node.has.add('etcd'));
    },
  }),
  step('daemon', { need: ['etcd'] }),
  step('ping', { kind: 'observe', need: ['daemon'] }),
];

async function built() {
  const watched = watchedFrame(things('a', 'b'));
  const tasks = buildTasks(steps, watched.frame.nodes);
  const how = { signal: watched.frame.signal, passed: () => true, skipped: () => {} };
  const applied = new Set(steps.map(({ id }) => id));
  await schedule(tasks, { ...how, work: (task) => runTask(watched.frame, task, applied) });
  watched.events.length = 0;
  const undo = () => schedule(reversed(tasks), { ...how, work: (task) => undoTask(watched.frame, task) });
  return { ...watched, undo };
}

describe('undo', () => {
  it('takes back what depends on others first, on all nodes of a cluster step', async () => {
    const { undo, events, frame } = await built();
    await undo();
    const taken = events.flatMap((event) =>
      event.type === 'change' ? [`${inWords(event.change)}@${event.node}`] : [],
    );
    expect(taken.filter((one) => one.includes('etcd'))).toEqual(['thing +etcd@a', 'thing +etcd@b']);
    expect(taken.indexOf('thing +daemon@a')).toBeLessThan(taken.indexOf('thing +etcd@a'));
    expect(taken.indexOf('thing +daemon@b')).toBeLessThan(taken.indexOf('thing +etcd@a'));
    expect(events.every((event) => event.type !== 'change' || event.undone)).toBe(true);
    expect(frame.nodes.map(({ has }) => [...has])).toEqual([['ping'], ['ping']]);
  });

  it('never touches what only observes, and changes nothing the second time', async () => {
    const { undo, events, states } = await built();
    await undo();
    expect(states()).toContain('ping@a done');
    expect(states()).not.toContain('ping@a undoing');
    events.length = 0;
    await undo();
    expect(events.filter(({ type }) => type === 'change')).toEqual([]);
    expect(states()).toContain('daemon@a done');
  });

  it('sweeps only after the ledger was walked without an error', async () => {
    const swept: string[] = [];
    const watched = watchedFrame(things('a'));
    const [task] = buildTasks(
      [step('image', { sweep: async ({ node }) => void swept.push(node.name) })],
      watched.frame.nodes,
    );
    if (!task) throw new Error('no task');
    watched.journal.refuse = 'held';
    expect(await undoTask(watched.frame, task)).toBe('failed');
    expect(swept).toEqual([]);
    watched.journal.refuse = undefined;
    expect(await undoTask(watched.frame, task)).toBe('done');
    expect(swept).toEqual(['a']);
  });

  it('waits for every node of a cluster step before it tells that one failed', async () => {
    const watched = watchedFrame(things('a', 'b'));
    const [task] = buildTasks([step('etcd', { scope: 'cluster' })], watched.frame.nodes);
    const ended: string[] = [];
    watched.journal.takeBack = async (node) => {
      if (node.name === 'a') throw new LabError('refused', 'changed by someone else');
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(node.name);
      return 1;
    };
    expect(await undoTask(watched.frame, task as never)).toBe('failed');
    expect(ended).toEqual(['b']);
  });
});
