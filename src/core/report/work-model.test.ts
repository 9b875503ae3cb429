import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../shared/run/events.ts';
import { exampleBodies, recorded } from './fixtures/example-run.ts';
import { exampleDrill, later, typedAt, workOf, workOfBodies } from './fixtures/example-work.ts';
import { workCsv } from './work-csv.ts';
import { workHtml } from './work-html.ts';
import { workJson } from './work-json.ts';
import { workMarkdown } from './work-markdown.ts';
import type { WorkModel } from './work-model.ts';

const example = recorded(exampleBodies());
const reset: EventBody[] = [
  { type: 'run', command: 'reset', nodes: ['node1'], tasks: [] },
  { type: 'proof', proof: { node: 'node1', kind: 'links', equal: true, differences: [] } },
  { type: 'proof', proof: { node: 'node2', kind: 'links', equal: true, differences: [] } },
  { type: 'proof', proof: { node: 'node2', kind: 'files', equal: true, differences: [] } },
  { type: 'proof', proof: { node: 'node1', kind: 'files', equal: false, differences: ['+ /etc/a', '- /etc/b'] } },
];
const rate = (path: 'native' | 'overlay', bitsPerSecond: number) => ({
  step: `iperf-${path}`,
  command: `iperf -c ${path}`,
  measurement: {
    ...{ kind: 'bandwidth' as const, path, from: 'a', to: 'b', tool: 'iperf2' as const, seconds: 10, bytes: 1e9 },
    bitsPerSecond,
  },
});
const tableOf = ({ tables }: WorkModel, caption: string) => tables.find((table) => table.caption.includes(caption));
const did = (model: WorkModel, part: string) =>
  model.parts
    .find(({ id }) => id === part)
    ?.entries.map((entry) => ('run' in entry ? entry.run.run : entry.typed.command));

describe('the work in a lab', () => {
  it('is all runs and all typed commands, in the order of time, whatever order they come in', () => {
    const typed = [typedAt(9, { command: 'uname -r', step: 'preflight' }), typedAt(5)];
    const model = workOf([later(recorded(reset), 'run-2', 9), example], typed, 7);
    expect(model.timeline.rows.map(([time, how, what, , , took]) => [time, how, what, took])).toEqual([
      ['2025-03-04 10:00:00', 'run', 'run', expect.stringMatching(/^\d+\.\d$/)],
      ['2025-03-04 15:00:05', 'typed', 'docker exec worker-1 ping -c 4 worker-2', '3.0'],
      ['2025-03-04 15:00:09', 'typed', 'uname -r', '3.0'],
      ['2025-03-04 19:00:00', 'run', 'reset', expect.stringMatching(/^\d+\.\d$/)],
    ]);
    expect([model.from.slice(0, 13), model.to.slice(0, 13), model.others]).toEqual([
      '2025-03-04T10',
      '2025-03-04T19',
      7,
    ]);
    expect(did(model, 'prerequisites')).toEqual(['run-1', 'uname -r']);
    expect(did(model, 'ping')).toEqual(['run-1', 'docker exec worker-1 ping -c 4 worker-2']);
    expect(model.parts.map(({ id }) => id)).toContain('vxlan');
  });

  it('has the newest figures, by whatever way they were measured, and every single one with its time', () => {
    const typed = [typedAt(1, rate('native', 8e9)), typedAt(2, rate('overlay', 4e9))];
    const model = workOf([example], typed);
    expect(model.figures?.ratio.value).toBe(0.5);
    expect(tableOf(model, 'Each measurement')?.rows.map(([time, how, path]) => [time, how, path])).toEqual([
      [expect.stringContaining('10:00'), 'run', 'native'],
      [expect.stringContaining('10:00'), 'run', 'overlay'],
      ['2025-03-04 15:00:01', 'typed', 'native'],
      ['2025-03-04 15:00:02', 'typed', 'overlay'],
    ]);
    expect(workOf([later(example, 'run-2', 9)], typed).figures?.ratio.value).toBeCloseTo(11.2 / 15.6);
  });

  it('does not compare what was typed before a reset with what was typed after it', () => {
    const typed = [typedAt(1, rate('native', 8e9)), typedAt(3600, rate('overlay', 4e9))];
    const model = workOf([later(recorded(reset), 'run-2', 5.5)], typed);
    expect([model.figures?.nativeBitsPerSecond.reason, model.figures?.overlayBitsPerSecond.value]).toEqual([
      'not measured',
      4e9,
    ]);
  });

  it('has what the checks saw, the tunnel with its packet, and the proof of each reset with its time', () => {
    const model = workOf([example, later(recorded(reset), 'run-2', 1), later(recorded(reset), 'run-3', 2)]);
    expect(tableOf(model, 'What runs on the nodes')?.rows).toContainEqual([
      'engine version',
      '20.10.24',
      'node1, node2',
    ]);
    expect(tableOf(model, 'The tunnel')?.rows[0]).toContain('192.168.236.130 → 192.168.236.131');
    const proofs = model.tables.filter(({ caption }) => caption.includes('Compared with'));
    expect(proofs.map(({ caption }) => caption.slice(0, 20))).toEqual(['2025-03-04 11:00 UTC', '2025-03-04 12:00 UTC']);
    expect(proofs[0]?.rows.flat()).toContain('+ /etc/a\n- /etc/b');
    expect(model.proofs).toHaveLength(8);
  });

  it('has outputs and changes of each run with their times, and nothing of what was not done', () => {
    const [run] = workOfBodies(exampleBodies()).runs;
    const output = run?.outputs.find(({ step }) => step === 'ping');
    expect(output?.at).toMatch(/^2025-03-04T10:00:/);
    const model = workOf([], [typedAt(1)]);
    expect([did(model, 'etcd'), did(model, 'ping'), model.figures]).toEqual([[], [expect.any(String)], undefined]);
    expect(() => workOf([], [])).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('has the drills: what was named, hints, time and proof; of one without an end nothing that gives it away', () => {
    const begun = { at: '2025-03-04T17:00:00.000Z', isOpen: true, isProved: false, named: [] };
    const { named: _, ...old } = { ...exampleDrill, drill: 'from-elsewhere', title: 'x\u202ey', isHealed: true };
    const model = workOf([], [], 0, [{ ...exampleDrill, ...begun }, exampleDrill, { ...old, isProved: false }]);
    const rows = tableOf(model, 'Drills:')?.rows ?? [];
    expect(rows[0]).toEqual([
      ...['2025-03-04 16:00:00', 'Nothing comes through, and nobody says a word'],
      expect.stringMatching(/^16: .*; 17: /),
      expect.stringMatching(/^17: /),
      ...['1', '241', 'found and fixed', 'yes'],
    ]);
    expect(rows[1]?.[1]).not.toContain('\u202e');
    expect(rows[1]?.slice(2)).toEqual(['not kept', expect.any(String), '1', '241', 'named, fixed by the app', 'no']);
    expect(rows[2]?.slice(2)).toEqual(['nothing', 'not said yet', '1', '', expect.stringContaining('no end'), '']);
    expect(JSON.parse(workJson(model)).drills[2]).not.toHaveProperty('row');
    expect(model.timeline.rows[0]?.[1]).toBe('drill');
    expect(workMarkdown(model)).toContain('found and fixed');
    expect(workHtml(model)).toContain('found and fixed');
    const [, first] = workCsv(model, 'drills').split('\r\n');
    expect(first).toMatch(/^2025-03-04 16:00:00,.*,2,17,.*,1,241,found and fixed,yes$/);
  });

  it('is the same as JSON', () => {
    const model = workOf([example], [typedAt(1, rate('native', 8e9))], 3);
    const read = JSON.parse(workJson(model));
    expect(read).toMatchObject({ format: 'overlay-lab-report', version: 2, lab: 'class-a', others: 3 });
    expect(read.measurements.at(-1)).toMatchObject({
      typed: model.typed[0]?.id,
      kind: 'bandwidth',
      bitsPerSecond: 8e9,
    });
    expect(read.tables).toEqual(JSON.parse(JSON.stringify(model.tables)));
  });
});
