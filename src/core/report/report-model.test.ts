import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../shared/run/events.ts';
import { exampleBodies, recorded } from './fixtures/example-run.ts';
import { reportModel } from './report-model.ts';

describe('reportModel', () => {
  it('tells a run that went well', () => {
    const model = reportModel(recorded(exampleBodies()));
    expect(model).toMatchObject({ lab: 'class-a', command: 'run', ok: true, nodes: ['node1', 'node2'], errors: [] });
    expect(model.closing).toMatch(/^8 changes in /);
    expect(model.steps.map((step) => step.id)).toEqual(expect.arrayContaining(['preflight', 'iperf-overlay']));
  });

  it('tells a run that was killed', () => {
    const model = reportModel(recorded(exampleBodies().slice(0, 12), false));
    expect(model.ok).toBeNull();
    expect(model.closing).toMatch(/unfinished/);
  });

  it('takes errors that belong to no task from the result', () => {
    const [run] = exampleBodies();
    const events = recorded([run as EventBody]);
    const result = events.at(-1);
    if (result?.type !== 'result') throw new Error('no result');
    const error = { code: 'unreachable' as const, message: 'no route', node: 'node2' };
    const model = reportModel([...events.slice(0, -1), { ...result, ok: false, errors: [error] }]);
    expect([model.ok, model.errors]).toEqual([false, [error]]);
  });
});
