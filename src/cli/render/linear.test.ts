import { describe, expect, it } from 'vitest';
import { exampleBodies, recorded } from '../../core/report/fixtures/example-run.ts';
import { growth, mostGrowth, suspicious } from '../../shared/fixtures/growth.ts';
import { newView } from '../../shared/run/view.ts';
import { drawTable } from './draw-table.ts';
import { errorLines } from './error-lines.ts';
import { outputLines } from './output-lines.ts';
import { stepLines } from './step-lines.ts';
import type { Style } from './style.ts';
import { cut } from './width.ts';

const style: Style = { columns: 80, rows: 30, colour: false, unicode: true, live: true };
const [first] = recorded(exampleBodies());
if (!first) throw new Error('no event');
const view = newView({ lab: first.lab, run: first.run, at: first.at });

const shown: Record<string, (text: string) => unknown> = {
  'an error': (text) => errorLines({ code: 'unexpected', message: text, remedy: text }, style),
  'an output': (text) => {
    const outputs = [{ step: 'ping' as const, node: 'node1', on: 'node1', command: text, text }];
    return outputLines({ ...view, outputs }, 'ping', style);
  },
  'a finding': (text) => {
    const problem = { level: 'error' as const, code: 'x', message: text, remedy: text };
    const finding = { status: 'missing' as const, summary: text, facts: {}, diff: [text], problems: [problem] };
    const task = { step: 'ping' as const, state: 'planned' as const, applied: false, finding };
    return stepLines({ id: 'ping', title: 'Ping', tasks: [task] }, 'check', 0, style);
  },
  'a table': (text) => drawTable({ caption: 'x', head: ['a', 'b'], rows: [[text, text]] }, style),
  'one line': (text) => cut(text, 80),
};

describe.each(Object.entries(shown))('200,000 of one thing in %s', (_, show) => {
  it.each(suspicious.map((unit): [string, string] => [JSON.stringify(unit), unit]))('%s', (_, unit) => {
    expect(growth(show, unit)).toBeLessThan(mostGrowth);
  });
});
