import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { root, runTool } from '../run-tool.ts';
import { reportSchema } from './judge-imports.ts';

/** For each import, the rules that it breaks. Types count where it says `type`. */
const samples: [from: string, to: string, kind: 'type' | 'value', rules: string[]][] = [
  ['src/shared/a.ts', 'zod', 'value', []],
  ['src/shared/b.ts', 'ws', 'value', ['shared-zod-only']],
  ['src/shared/c.ts', 'node:fs', 'value', ['renderer-without-node', 'shared-zod-only']],
  ['src/shared/d.ts', 'src/core/engine/a.ts', 'type', ['shared']],
  ['src/shared/contract.ts', '@orpc/contract', 'value', []],
  ['src/shared/e.ts', '@orpc/contract', 'value', ['shared-one-contract']],
  ['src/core/engine/a.ts', 'src/shared/a.ts', 'value', []],
  ['src/core/engine/b.ts', 'ssh2', 'type', ['engine-without-packages', 'ssh2']],
  ['src/core/engine/c.ts', 'src/core/remote/port.ts', 'type', ['engine']],
  ['src/core/engine/d.ts', 'src/core/steps/etcd/a.ts', 'value', ['engine']],
  ['src/core/ledger/a.ts', 'src/core/remote/port.ts', 'type', []],
  ['src/core/ledger/b.ts', 'src/core/remote/exec.ts', 'type', ['ledger']],
  ['src/core/measure/a.ts', 'src/core/engine/a.ts', 'type', ['measure']],
  ['src/core/remote/exec.ts', 'ssh2', 'value', []],
  ['src/core/remote/port.ts', 'dockerode', 'type', []],
  ['src/core/remote/docker.ts', 'dockerode', 'value', []],
  ['src/core/remote/a.ts', 'dockerode', 'value', ['dockerode']],
  ['src/core/remote/b.ts', 'src/core/engine/a.ts', 'type', ['remote']],
  ['src/core/steps/etcd/a.ts', 'src/core/steps/support/a.ts', 'value', []],
  ['src/core/steps/etcd/b.ts', 'src/core/steps/daemon/a.ts', 'type', ['no-step-imports-another']],
  ['src/core/steps/support/b.ts', 'src/core/steps/daemon/a.ts', 'type', ['no-step-imports-another']],
  ['src/core/steps/catalogue.ts', 'src/core/steps/daemon/a.ts', 'value', []],
  ['src/core/steps/etcd/c.ts', 'ssh2', 'type', ['ssh2']],
  ['src/core/steps/etcd/d.ts', 'dockerode', 'type', ['dockerode-types']],
  ['src/core/steps/etcd/e.ts', 'src/core/engine/work.ts', 'type', ['steps']],
  ['src/core/practice/a.ts', 'src/core/remote/port.ts', 'type', ['practice']],
  ['src/core/report/a.ts', 'src/core/measure/x.ts', 'value', []],
  ['src/core/report/b.ts', 'src/core/ledger/a.ts', 'type', ['report']],
  ['src/cli/a.ts', 'src/core/app.ts', 'value', []],
  ['src/cli/b.ts', 'src/core/engine/a.ts', 'type', ['shells']],
  ['src/web/a.ts', 'src/cli/c.ts', 'type', ['a-shell-never-imports-another', 'nothing-imports-cli']],
  ['src/core/lab/a.ts', 'electron', 'value', ['electron']],
  ['src/main/a.ts', 'electron', 'value', []],
  ['src/renderer/a.ts', 'src/core/app.ts', 'type', ['renderer']],
  ['src/renderer/b.tsx', 'src/shared/a.ts', 'value', []],
  ['src/renderer/c.ts', 'node:path', 'value', ['renderer-without-node']],
  ['src/core/app.ts', 'src/main/b.ts', 'type', ['core-without-shells']],
  ['src/core/lab/b.ts', 'src/core/lab/b.test.ts', 'value', ['no-tests-in-the-app']],
  ['src/core/engine/e.test.ts', 'src/core/remote/exec.ts', 'value', []],
  ['src/core/lab/round.ts', 'src/core/lab/trip.ts', 'type', ['no-cycles']],
  ['src/core/lab/trip.ts', 'src/core/lab/round.ts', 'type', []], // a cycle is told once
  ['src/core/lab/c.ts', 'no-such-package', 'value', ['nothing-unresolved']],
];

let broken: Map<string, string[]>;
const tree = temporaryFolder('import-rules', afterAll);

beforeAll(async () => {
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text, { flag: 'a' });
  };
  for (const name of ['zod', 'ws', 'ssh2', 'dockerode', 'electron', '@orpc/contract']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'exports.x = 1;');
  }
  write(
    'package.json',
    '{"dependencies":{"zod":"1","ws":"1","ssh2":"1","dockerode":"1","electron":"1","@orpc/contract":"1"}}',
  );
  write('tsconfig.json', '{}');
  for (const [from, to, kind] of samples) {
    const target = to.startsWith('src/') ? path.relative(path.dirname(from), to).replace(/^(?!\.)/, './') : to;
    if (to.startsWith('src/')) write(to, '');
    write(
      from,
      kind === 'type' ? `import type { x } from '${target}';\nexport type Y = typeof x;\n` : `import '${target}';\n`,
    );
  }
  const config = path.join(root, '.dependency-cruiser.cjs');
  const words = ['dependency-cruiser/bin/dependency-cruiser.mjs', '--config', config, '--output-type', 'json', 'src'];
  const { violations } = reportSchema.parse(JSON.parse((await runTool(words, { cwd: tree })).stdout)).summary;
  broken = new Map(
    [...Map.groupBy(violations, ({ from }) => from)].map(([from, all]) => [
      from,
      all.map(({ rule }) => rule.name).toSorted(),
    ]),
  );
});

it.each(samples)('%s → %s (%s)', (from, _to, _kind, rules) => {
  expect(broken.get(from) ?? []).toEqual(rules);
});
