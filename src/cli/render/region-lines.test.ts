import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleaned } from '../../core/report/cleaned.ts';
import { exampleBodies, recorded } from '../../core/report/fixtures/example-run.ts';
import { nastyBodies } from '../../core/report/fixtures/nasty-run.ts';
import { nastyText } from '../../core/report/fixtures/nasty-text.ts';
import type { EventBody } from '../../shared/run/events.ts';
import { viewOf } from '../../shared/run/fold.ts';
import { forLocale } from './paint.ts';
import { regionLines } from './region-lines.ts';
import type { Style } from './style.ts';
import { widthOf } from './width.ts';

const style: Style = { columns: 80, rows: 30, colour: false, unicode: true, live: true };
const now = new Date('2025-03-04T10:00:10Z');

function linesOf(bodies: readonly EventBody[], how: Style = style, turn = 0): string[] {
  const view = viewOf(cleaned(recorded(bodies, false)));
  if (!view) throw new Error('no events');
  return regionLines(view, turn, now, how);
}

describe('the region that is redrawn', () => {
  const bodies = exampleBodies();
  const imageOnNode1 = bodies.findIndex((body) => body.type === 'progress');

  it('shows the step at work with its nodes, those to come, and the time', () => {
    const lines = linesOf(bodies.slice(0, imageOnNode1 + 1));
    expect(lines[0]).toMatch(/^⠋ Worker image .* s$/);
    expect(lines[1]).toMatch(/^ {4}⠋ node1 +making it 50 %$/);
    expect(lines[2]).toMatch(/^ {4}· node2 +waiting$/);
    expect(lines[3]).toBe('· etcd');
    expect(lines.at(-1)).toBe('  10 s');
    expect(linesOf(bodies.slice(0, imageOnNode1 + 1), style, 1)[0]).toMatch(/^⠙/);
  });

  it('shows who is being connected to', () => {
    expect(linesOf([{ type: 'node', node: 'node1', state: 'connecting' }])[0]).toBe('⠋ connecting to node1');
  });

  it('never has more lines than the terminal, nor one that would break', () => {
    const many: EventBody = {
      type: 'run',
      command: 'run',
      nodes: [],
      tasks: Array.from({ length: 60 }, (_, index) => ({ step: 'ping', node: `node${index}`, title: 'Ping' })),
    };
    const busy: EventBody = { type: 'task', step: 'ping', node: 'node0', state: 'checking' };
    for (const rows of [4, 10, 24]) expect(linesOf([many, busy], { ...style, rows }).length).toBeLessThan(rows + 1);
    fc.assert(
      fc.property(nastyText, fc.constantFrom(40, 80, 120), fc.boolean(), (text, columns, unicode) => {
        const how = { ...style, columns, unicode };
        const unfinished = nastyBodies(text).slice(0, 4);
        for (const line of linesOf(unfinished, how)) {
          expect(widthOf(forLocale(how, line))).toBeLessThanOrEqual(columns);
          expect(line).not.toMatch(/[\n\t]/);
        }
      }),
    );
  });
});
