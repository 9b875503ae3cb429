import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labNewsSchema, newsBetween, withNews } from './news.ts';
import { emptySnapshot, type LabSnapshot } from './snapshot.ts';

const word = fc.constantFrom('a', 'b', 'c');
const node = fc.option(word, { nil: undefined });
const unique = { maxLength: 6 };
const snapshots: fc.Arbitrary<LabSnapshot> = fc
  .record({
    stands: fc.uniqueArray(
      fc.record({
        step: word,
        node,
        state: fc.constantFrom('open' as const, 'done' as const),
        problems: fc.constant([]),
      }),
      { ...unique, selector: (one) => `${one.step} ${one.node}` },
    ),
    nodes: fc.uniqueArray(
      fc.record({ node: word, seen: fc.constant({ state: 'now' as const }), changes: fc.constant([]) }),
      { ...unique, selector: (one) => one.node },
    ),
    toTakeBack: fc.uniqueArray(
      fc.record({ step: word, node, change: word, fate: fc.constantFrom('remove' as const, 'restore' as const) }),
      { ...unique, selector: (one) => `${one.node} ${one.change}` },
    ),
    runs: fc.uniqueArray(
      fc.record({
        ...{ run: word, command: fc.constant('run' as const), at: fc.constant('now') },
        state: fc.constantFrom('running' as const, 'ok' as const),
        ...{ steps: fc.constant([]), printed: fc.constant([]), changed: fc.constant([]), measured: fc.constant([]) },
      }),
      { ...unique, selector: (one) => one.run },
    ),
    takenBackAt: fc.option(word, { nil: undefined }),
  })
  .map((snapshot) => JSON.parse(JSON.stringify(snapshot)) as LabSnapshot);

test('what is told turns the one into the other, in the same order, and passes the contract', () => {
  fc.assert(
    fc.property(snapshots, snapshots, (before, after) => {
      const news = newsBetween(before, after);
      if (!news) return expect(after).toEqual(before);
      expect(withNews(before, labNewsSchema.parse(JSON.parse(JSON.stringify(news))))).toEqual(after);
    }),
  );
});

test('nothing is told where nothing changed, and else only what did', () => {
  const stand = (step: string, state: 'open' | 'done') => ({ step, node: 'n1', state, problems: [] });
  const before = { ...emptySnapshot, stands: [stand('etcd', 'open'), stand('ping', 'open')] };
  expect(newsBetween(before, structuredClone(before))).toBeUndefined();
  const after = { ...before, stands: [stand('etcd', 'done'), stand('ping', 'open')] };
  expect(newsBetween(before, after)).toEqual({ stands: { gone: [], put: [stand('etcd', 'done')] } });
});

test('the whole replaces all', () => {
  expect(withNews({ ...emptySnapshot, takenBackAt: 'once' }, { whole: emptySnapshot })).toEqual(emptySnapshot);
});
