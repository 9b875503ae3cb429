import { describe, expect, it, vi } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { found, step, type ThingStep, things, type Watched, watchedFrame } from './fixtures/stand-in-steps.ts';
import { buildTasks } from './task.ts';
import { checkTask, runTask } from './work.ts';

const all = new Set<StepId>(['image', 'ping', 'etcd']);

function make(one: ThingStep, names = ['a']) {
  const watched = watchedFrame(things(...names));
  const [task] = buildTasks([one], watched.frame.nodes);
  if (!task) throw new Error('no task');
  return { ...watched, task, run: (applied = all) => runTask(watched.frame, task, applied) };
}
const errorOf = ({ events }: Pick<Watched, 'events'>) =>
  events.flatMap((event) => ('error' in event ? [event.error] : []))[0];

describe('check → apply → check', () => {
  it('applies what is missing, and proves it', async () => {
    const made = make(step('image'));
    expect(await made.run()).toBe('done');
    expect(made.states()).toEqual(['image@a checking', 'image@a applying', 'image@a verifying', 'image@a done']);
    expect(made.events).toContainEqual({
      type: 'change',
      step: 'image',
      node: 'a',
      change: 'thing +image',
      fate: 'remove',
      undone: false,
    });
  });

  it('does not apply what is satisfied: a second apply changes nothing', async () => {
    const made = make(step('image'));
    await made.run();
    made.events.length = 0;
    expect(await made.run()).toBe('done');
    expect(made.states()).toEqual(['image@a checking', 'image@a done']);
    expect(made.events.filter(({ type }) => type === 'change')).toEqual([]);
  });

  it('takes the lab in hand when it begins to apply, unless the step only measures', async () => {
    const built = make(step('image'));
    await built.run();
    await built.run();
    expect(built.journal.expected).toBe(1);
    const measured = make(step('ping', { kind: 'observe', apply: async ({ node }) => void node.has.add('ping') }));
    expect([await measured.run(), measured.journal.expected]).toEqual(['done', 0]);
  });

  it('looks before it applies with the first check, and not where it may only check', async () => {
    const looked: string[] = [];
    const one = step('image', {
      lookBeforeApply: () => void looked.push('looked'),
      check: async ({ node }) => {
        looked.push('checked');
        return found(node.has.has('image') ? 'satisfied' : 'missing');
      },
    });
    await make(one).run();
    expect(looked.splice(0)).toEqual(['looked', 'checked', 'checked']);
    await make(one).run(new Set());
    expect(looked).toEqual(['checked']);
  });

  it('fails as not proved where the check after it does not hold, with the remedy of the worst problem', async () => {
    const problems = [
      { level: 'warning' as const, code: 'w', message: 'w', remedy: 'no' },
      { level: 'error' as const, code: 'e', message: 'e', remedy: 'this', diagnosis: 7 },
    ];
    const made = make(step('image', { check: async () => ({ ...found('drifted'), problems }), apply: async () => {} }));
    expect(await made.run()).toBe('failed');
    expect(errorOf(made)).toMatchObject({ code: 'not-proved', step: 'image', node: 'a', remedy: 'this', diagnosis: 7 });
  });

  it.each(['missing', 'drifted', 'tainted'] as const)('never takes %s for success', async (status) => {
    const made = make(step('image', { check: async () => found(status) }));
    expect(await made.run()).toBe('failed');
  });

  it('does not take an action that throws for done, even if the thing is there', async () => {
    const apply: ThingStep['apply'] = ({ node, change }) =>
      change(node, '+image', async () => {
        node.has.add('image');
        throw new LabError('unreachable', 'gone');
      });
    const made = make(step('image', { apply }));
    expect(await made.run()).toBe('failed');
    expect(made.events.some(({ type }) => type === 'change')).toBe(false);
  });

  it('leaves the action when the intent cannot be written', async () => {
    const made = make(step('image'));
    made.journal.refuse = 'disk full';
    expect(await made.run()).toBe('failed');
    expect(made.task.node?.has.size).toBe(0);
  });

  it('counts a satisfied check as tainted while a change of the step is in doubt, and applies again', async () => {
    const made = make(step('image'));
    made.task.node?.has.add('image');
    made.journal.entries.push({ node: made.task.node as never, step: 'image', change: '+image', done: false });
    expect(await checkTask(made.frame, made.task)).toBe('planned');
    expect(made.events).toContainEqual(
      expect.objectContaining({ type: 'finding', finding: expect.objectContaining({ status: 'tainted' }) }),
    );
    expect(await made.run()).toBe('done');
    expect(made.states()).toContain('image@a applying');
  });

  it('ends the doubt with the proof, also where there was nothing left to apply', async () => {
    const made = make(step('image', { apply: async () => {} }));
    made.task.node?.has.add('image');
    made.journal.entries.push({ node: made.task.node as never, step: 'image', change: '+image', done: false });
    await made.run();
    expect(await checkTask(made.frame, made.task)).toBe('done');
  });

  it('keeps the doubt where the proof fails', async () => {
    const made = make(step('image', { check: async () => found('missing'), apply: async () => {} }));
    made.journal.entries.push({ node: made.task.node as never, step: 'image', change: '+image', done: false });
    await made.run();
    expect(made.journal.inDoubt(made.task.node as never, 'image')).toBe(true);
  });

  it('asks all nodes of a cluster step whether it is in doubt', async () => {
    const made = make(step('etcd', { scope: 'cluster', check: async () => found('satisfied') }), ['a', 'b']);
    made.journal.entries.push({ node: made.frame.nodes[1] as never, step: 'etcd', change: '+', done: false });
    expect(await checkTask(made.frame, made.task)).toBe('planned');
  });
});

describe('what is not applied', () => {
  it('does not apply a step that was not asked for, and says how to', async () => {
    const apply = vi.fn();
    const made = make(step('image', { apply }));
    expect(await made.run(new Set(['ping']))).toBe('failed');
    expect(apply).not.toHaveBeenCalled();
    expect(errorOf(made)).toMatchObject({ code: 'refused', remedy: expect.stringContaining('--only image') });
  });

  it('continues from a needed step that is satisfied already', async () => {
    const made = make(step('image', { check: async () => found('satisfied') }));
    expect(await made.run(new Set())).toBe('done');
  });

  it('refuses where a step without apply is not satisfied', async () => {
    const made = make(
      step('image', { kind: 'observe', apply: undefined, check: async () => found('drifted', 'port taken') }),
    );
    expect(await made.run()).toBe('failed');
    expect(errorOf(made)).toMatchObject({ code: 'refused', message: expect.stringContaining('port taken') });
    expect(await checkTask(made.frame, made.task)).toBe('failed');
  });

  it('plans without applying', async () => {
    const apply = vi.fn();
    const made = make(step('image', { apply }));
    expect(await checkTask(made.frame, made.task)).toBe('planned');
    expect(apply).not.toHaveBeenCalled();
    expect(made.states()).toEqual(['image@a checking', 'image@a planned']);
  });
});

describe('errors and cancels', () => {
  it('tells a thrown error once, with its place, and never rejects', async () => {
    const check = async () => {
      throw new LabError('unreachable', 'no route', { remedy: 'plug it in', diagnosis: 44 });
    };
    const made = make(step('image', { check }));
    expect(await made.run()).toBe('failed');
    const error = {
      code: 'unreachable',
      message: 'no route',
      remedy: 'plug it in',
      diagnosis: 44,
      step: 'image',
      node: 'a',
    };
    expect(made.events.at(-1)).toEqual({ type: 'task', step: 'image', node: 'a', state: 'failed', error });
  });

  it('tells what broke off after a cancel as cancelled, however it was worded', async () => {
    const made = make(
      step('image', {
        apply: async () => {
          made.cancel.abort();
          throw new Error('socket hang up');
        },
      }),
    );
    expect(await made.run()).toBe('cancelled');
    expect(errorOf(made)).toBeUndefined();
  });

  it('gives a cluster step no node of its own', async () => {
    const made = make(step('etcd', { scope: 'cluster', check: async ({ node }) => found('satisfied', node.name) }));
    expect(await made.run()).toBe('failed');
    expect(errorOf(made)).toMatchObject({ code: 'unexpected', message: expect.stringContaining('concerns all nodes') });
  });

  it('counts measurements as no change', async () => {
    const ping: ThingStep = step('ping', {
      kind: 'observe',
      check: async ({ measurements }) => found(measurements().length > 0 ? 'satisfied' : 'missing'),
      apply: async ({ measured }) =>
        measured({ kind: 'ping', from: 'a', to: 'b', target: '10.0.9.2', sent: 4, received: 4, lossPercent: 0 }),
    });
    const made = make(ping);
    expect(await made.run()).toBe('done');
    expect(made.events.map(({ type }) => type)).toContain('measurement');
    expect(made.events.map(({ type }) => type)).not.toContain('change');
  });

  it('reads once what tasks share, and again after it was forgotten', async () => {
    const read = vi.fn(async () => 1);
    const check: ThingStep['check'] = async ({ once, forget }) => {
      await Promise.all([once('facts', read), once('facts', read)]);
      forget('facts');
      await once('facts', read);
      return found('satisfied');
    };
    await make(step('image', { check })).run();
    expect(read).toHaveBeenCalledTimes(2);
  });
});
