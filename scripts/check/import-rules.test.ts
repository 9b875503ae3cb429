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
  ['src/shared/wire/contract.ts', '@orpc/contract', 'value', []],
  ['src/shared/e.ts', '@orpc/contract', 'value', ['shared-one-contract']],
  ['src/core/engine/a.ts', 'src/shared/a.ts', 'value', []],
  ['src/core/engine/b.ts', 'ssh2', 'type', ['engine-without-packages', 'ssh2']],
  ['src/core/engine/c.ts', 'src/core/machine/port.ts', 'type', ['engine']],
  ['src/core/engine/d.ts', 'src/core/tracks/etcd/store/a.ts', 'value', ['engine']],
  ['src/core/ledger/a.ts', 'src/core/machine/port.ts', 'type', []],
  ['src/core/ledger/b.ts', 'src/core/remote/process/exec.ts', 'type', ['ledger']],
  ['src/core/measure/a.ts', 'src/core/engine/a.ts', 'type', ['measure']],
  ['src/core/remote/process/exec.ts', 'ssh2', 'value', []],
  ['src/core/machine/port.ts', 'dockerode', 'type', []],
  ['src/core/remote/docker/dockerode-library.ts', 'dockerode', 'value', []],
  ['src/core/remote/a.ts', 'dockerode', 'value', ['dockerode']],
  ['src/core/remote/b.ts', 'src/core/engine/a.ts', 'type', ['remote']],
  ['src/core/remote/link/a.ts', 'src/core/remote/auth/a.ts', 'value', []],
  ['src/core/remote/auth/b.ts', 'src/core/remote/link/b.ts', 'type', ['remote-auth']],
  ['src/core/tracks/etcd/store/a.ts', 'src/core/tracks/common/support/a.ts', 'value', []],
  ['src/core/tracks/etcd/store/b.ts', 'src/core/tracks/etcd/daemon/a.ts', 'type', ['no-step-imports-another']],
  ['src/core/tracks/common/support/b.ts', 'src/core/tracks/common/image/a.ts', 'type', ['no-step-imports-another']],
  ['src/core/tracks/etcd/track.ts', 'src/core/tracks/etcd/daemon/a.ts', 'value', []],
  ['src/core/tracks/etcd/other.ts', 'src/core/tracks/swarm/a.ts', 'type', ['no-track-imports-another']],
  ['src/core/tracks/etcd/store/c.ts', 'ssh2', 'type', ['ssh2']],
  ['src/core/tracks/etcd/store/d.ts', 'dockerode', 'type', ['dockerode-types']],
  ['src/core/tracks/etcd/store/e.ts', 'src/core/engine/work.ts', 'type', ['tracks']],
  ['src/core/practice/a.ts', 'src/core/machine/port.ts', 'type', ['practice']],
  ['src/core/report/a.ts', 'src/core/measure/x.ts', 'value', []],
  ['src/core/report/b.ts', 'src/core/ledger/a.ts', 'type', ['report']],
  ['src/cli/a.ts', 'src/core/runs/run-request.ts', 'value', []],
  ['src/cli/b.ts', 'src/core/engine/a.ts', 'type', ['shells']],
  ['src/web/a.ts', 'src/cli/c.ts', 'type', ['a-shell-never-imports-another', 'nothing-imports-cli']],
  ['src/core/lab/a.ts', 'electron', 'value', ['electron']],
  ['src/main/a.ts', 'electron', 'value', []],
  ['src/renderer/a.ts', 'src/core/runs/run-request.ts', 'type', ['renderer']],
  ['src/renderer/b.tsx', 'src/shared/a.ts', 'value', []],
  ['src/renderer/ui/a.tsx', 'src/renderer/screens/labs/a.tsx', 'value', ['ui-knows-no-screen']],
  ['src/renderer/state/a.ts', 'src/renderer/ui/b.tsx', 'value', ['state-knows-no-view']],
  ['src/renderer/screens/labs/b.tsx', 'src/renderer/shell/a.tsx', 'value', ['no-screen-knows-the-shell']],
  ['src/renderer/shell/b.tsx', 'src/renderer/screens/labs/c.tsx', 'value', []],
  ['src/renderer/c.ts', 'node:path', 'value', ['renderer-without-node']],
  ['src/core/runs/run-request.ts', 'src/main/b.ts', 'type', ['core-without-shells', 'runs']],
  ['src/core/lab/b.ts', 'src/core/lab/b.test.ts', 'value', ['no-tests-in-the-app']],
  ['src/core/engine/e.test.ts', 'src/core/remote/process/exec.ts', 'value', []],
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
