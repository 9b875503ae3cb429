import { expect, it } from 'vitest';
import { judgeImports } from './judge-imports.ts';

const typed = { source: 'a.ts', dependencies: [{ resolved: 'b.ts', dependencyTypes: ['local', 'type-only'] }] };
const nothing = { violations: [] };

it('is content when every file was seen, with its type imports', () => {
  expect(judgeImports({ modules: [typed], summary: nothing }, ['a.ts'])).toEqual([]);
});

it('never takes a tool that saw nothing for a clean tree', () => {
  expect(judgeImports({ modules: [], summary: nothing }, [])).not.toEqual([]);
  expect(judgeImports({ modules: [typed], summary: nothing }, ['a.ts', 'b.ts'])).toEqual(['b.ts was not seen']);
  const untyped = { source: 'a.ts', dependencies: [{ resolved: 'b.ts', dependencyTypes: ['local'] }] };
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

it('tells folders that import each other, each loop once, and leaves tests out', () => {
  const module = (source: string, ...targets: string[]) => ({
    source,
    dependencies: targets.map((resolved) => ({ resolved, dependencyTypes: ['local', 'type-only'] })),
  });
  const modules = [
    module('src/a/one.ts', 'src/b/deep/one.ts', 'src/a/below/one.ts'),
    module('src/a/below/one.ts', 'src/a/two.ts'),
    module('src/b/two.ts', 'src/c/one.ts'),
    module('src/c/other.ts', 'src/a/three.ts', 'zod'),
    module('src/d/one.test.ts', 'src/a/one.ts'),
    module('src/a/four.ts', 'src/d/one.ts'),
  ];
  expect(judgeImports({ modules, summary: nothing }, ['src/a/one.ts'])).toEqual([
    'folders that import each other: src/a → src/b → src/c → src/a',
  ]);
});
