import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../shared/run/events.ts';
import { exampleBodies, recorded } from './fixtures/example-run.ts';
import { reportJson } from './report-json.ts';
import { reportModel } from './report-model.ts';

describe('reportModel', () => {
  it('tells a run that went well', () => {
    const model = reportModel(recorded(exampleBodies()));
    expect(model).toMatchObject({ lab: 'class-a', command: 'run', ok: true, nodes: ['node1', 'node2'], errors: [] });
    expect(model.closing).toMatch(/^8 changes in /);
    expect(model.steps.map((step) => step.id)).toEqual(expect.arrayContaining(['preflight', 'iperf-overlay']));
    expect(model.figures?.ratio.value).toBeCloseTo(11.2 / 15.6);
    const versions = model.tables.find((table) => table.caption === 'What runs on the nodes');
    expect(versions?.rows).toContainEqual(['engine version', '20.10.24', 'node1, node2']);
    const tunnel = model.tables.find((table) => table.caption === 'The tunnel');
    expect(tunnel?.rows[0]?.slice(0, 4)).toEqual(['node1', '256', '4789', '02:42:0a:00:00:03 behind 192.168.236.131']);
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

  it('shows proofs after a reset, equal or with the exact difference, and no figures', () => {
    const model = reportModel(
      recorded([
        { type: 'run', command: 'reset', nodes: ['node1'], tasks: [] },
        { type: 'proof', proof: { node: 'node1', kind: 'links', equal: true, differences: [] } },
        { type: 'proof', proof: { node: 'node2', kind: 'links', equal: true, differences: [] } },
        { type: 'proof', proof: { node: 'node2', kind: 'files', equal: true, differences: [] } },
        { type: 'proof', proof: { node: 'node1', kind: 'files', equal: false, differences: ['+ /etc/a', '- /etc/b'] } },
      ]),
    );
    expect(model.tables.map((table) => table.rows)).toEqual([
      [
        ['Network links', 'node1, node2', 'equal'],
        ['Configuration files', 'node1', '+ /etc/a\n- /etc/b'],
        ['Configuration files', 'node2', 'equal'],
      ],
    ]);
    expect(model.figures).toBeUndefined();
    expect(model.closing).toMatch(/1 different from before the lab/);
  });

  it('is the same as JSON', () => {
    const model = reportModel(recorded(exampleBodies()));
    const read = JSON.parse(reportJson(model));
    expect(read).toMatchObject({ format: 'overlay-lab-report', version: 1, closing: model.closing });
    expect(read.tables).toEqual(JSON.parse(JSON.stringify(model.tables)));
  });
});
