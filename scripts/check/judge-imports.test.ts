import { expect, it } from 'vitest';
import { judgeImports } from './judge-imports.ts';

const typed = { source: 'a.ts', dependencies: [{ dependencyTypes: ['local', 'type-only'] }] };
const nothing = { violations: [] };

it('is content when every file was seen, with its type imports', () => {
  expect(judgeImports({ modules: [typed], summary: nothing }, ['a.ts'])).toEqual([]);
});

it('never takes a tool that saw nothing for a clean tree', () => {
  expect(judgeImports({ modules: [], summary: nothing }, [])).not.toEqual([]);
  expect(judgeImports({ modules: [typed], summary: nothing }, ['a.ts', 'b.ts'])).toEqual(['b.ts was not seen']);
  const untyped = { source: 'a.ts', dependencies: [{ dependencyTypes: ['local'] }] };
  expect(judgeImports({ modules: [untyped], summary: nothing }, ['a.ts'])).toEqual(['not one `import type` was seen']);
});

it('tells violations, and cycles in full', () => {
  const rule = { name: 'r', severity: 'error' };
  const cycle = [{ name: 'b.ts' }, { name: 'a.ts' }];
  const violations = [
    { from: 'a.ts', to: 'x', rule },
    { from: 'a.ts', to: 'b.ts', rule, cycle },
  ];
  expect(judgeImports({ modules: [typed], summary: { violations } }, ['a.ts'])).toEqual([
    'r: a.ts → x',
    'r: a.ts → b.ts → a.ts',
  ]);
});
