import { describe, expect, it } from 'vitest';
import type { Difference } from '../../../shared/picture/differences.ts';
import { ChangesKept } from './changes-kept.ts';

const link = (name: string): Difference => ({ node: 'node1', kind: 'link', did: 'appeared', name, detail: '' });
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
const told = (kept: ChangesKept) =>
  kept.all.map(({ cause, differences }) => [cause.by, ...differences.map(({ name }) => name)].join(' '));

describe('what changed, by what was being done', () => {
  it('is the last command’s for a while, and then nobody’s', () => {
    const kept = new ChangesKept();
    kept.typed('node1', 'ip link add x type dummy', at(0));
    kept.found([link('x')], [], at(1));
    kept.found([link('y')], [], at(3));
    kept.found([link('z')], [], at(30));
    expect(told(kept)).toEqual(['others z', 'typed x y']);
  });

  it('is a run’s while one is at work, a group for the steps at which it is', () => {
    const kept = new ChangesKept();
    kept.typed('node1', 'ls', at(0));
    kept.found([link('x')], ['network'], at(1));
    kept.found([link('y')], ['network'], at(2));
    kept.found([link('z')], ['workers'], at(3));
    expect(told(kept)).toEqual(['run z', 'run x y', 'typed']);
  });

  it('is bounded: groups, differences, and letters of a command', () => {
    const kept = new ChangesKept();
    for (let n = 0; n < 50; n++) kept.typed('node1', 'x'.repeat(2000), at(0));
    kept.found(
      Array.from({ length: 300 }, (_, n) => link(`x${n}`)),
      [],
      at(1),
    );
    expect(kept.all).toHaveLength(20);
    expect(kept.all[0]).toMatchObject({ more: 220, cause: { command: 'x'.repeat(500) } });
    expect(kept.all[0]?.differences).toHaveLength(80);
  });
});
