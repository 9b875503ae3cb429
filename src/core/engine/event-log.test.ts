import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventSchema, type LabEvent } from '../../shared/run/events.ts';
import { EventLog } from './event-log.ts';

const log = () => new EventLog('lab', 'run-1', () => new Date('2026-01-02T03:04:05Z'));
const note = (text: string) => ({ type: 'log', step: 'image', text }) as const;

describe('EventLog', () => {
  it('numbers events from 1 without gaps, each one valid', () => {
    const one = log();
    for (const text of ['a', 'b', 'c']) one.emit(note(text));
    expect(one.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(eventSchema.parse(one.events[0])).toEqual({
      lab: 'lab',
      run: 'run-1',
      seq: 1,
      at: '2026-01-02T03:04:05.000Z',
      ...note('a'),
    });
  });

  it('tells nothing any more to who stopped listening', () => {
    const one = log();
    const heard: LabEvent[] = [];
    const stop = one.listen((event) => void heard.push(event));
    one.emit(note('a'));
    stop();
    one.emit(note('b'));
    expect(heard).toHaveLength(1);
  });

  it('tells everything to a listener that asks twice over, and to two listeners alike', () => {
    const one = log();
    const [first, second]: number[][] = [[], []];
    one.listen(({ seq }) => void first?.push(seq));
    one.emit(note('a'));
    one.listen(({ seq }) => void second?.push(seq), 1);
    one.emit(note('b'));
    expect([first, second]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it.each([0, -3])('replays everything from %i', (from) => {
    const one = log();
    for (const text of ['a', 'b', 'c']) one.emit(note(text));
    const heard: number[] = [];
    one.listen(({ seq }) => void heard.push(seq), from);
    expect(heard).toEqual([1, 2, 3]);
  });

  it('tells each event from n on exactly once and in order, whenever the listener came', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 45 }), (before, after, from) => {
        const one = log();
        const heard: number[] = [];
        for (let n = 0; n < before; n += 1) one.emit(note('x'));
        one.listen(({ seq }) => void heard.push(seq), from);
        for (let n = 0; n < after; n += 1) one.emit(note('y'));
        expect(heard).toEqual(one.events.map(({ seq }) => seq).filter((seq) => seq >= from));
      }),
    );
  });
});
