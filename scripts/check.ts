/**
 * `npm run check`: format, lint, types, import rules, spelling, dead code, as many at a time as there are cores, and then the
 * unit tests, all of them whatever the others said. `-- --no-tests` leaves the unit tests out, for whoever runs them next anyway.
 */
import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { checkImports } from './check/import-rules.ts';
import { checkWording } from './check/wording.ts';
import { root, runTool, type ToolEnd } from './run-tool.ts';

type Stage = readonly [name: string, run: () => Promise<Pick<ToolEnd, 'status' | 'text'>>];

/** TypeScript 7 under whatever name; the package named `typescript` is an older one, for the linters. */
const { devDependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
  devDependencies: Record<string, string>;
};
const typescript = Object.keys(devDependencies).find((name) => devDependencies[name]?.startsWith('npm:typescript@7'));

const stages: Stage[] = [
  // The longest, so that the others run beside it.
  ['promises and switches', () => runTool(['eslint/bin/eslint.js', '.'])],
  ['format and lint', () => runTool(['@biomejs/biome/bin/biome', 'check', '.'])],
  ...typeProjects().map((file): Stage => [`types (${file})`, () => runTool([`${typescript}/bin/tsc`, '-p', file])]),
  ['import rules', checkImports],
  ['spelling and wording', checkWording],
  ['dead code', () => runTool(['knip/bin/knip.js', '--no-progress'])],
];
/** Takes all cores by itself. */
const unitTests: Stage = ['unit tests', () => runTool(['vitest/vitest.mjs', 'run', '--project', 'unit'])];

const words = process.argv.slice(2);
const unknown = words.filter((word) => word !== '--no-tests');
if (unknown.length > 0) {
  console.error(`Unknown option ${unknown.join(' ')}. Usage: npm run check [-- --no-tests]`);
  process.exitCode = 2;
} else {
  process.exitCode = await check(words.includes('--no-tests') ? [] : [unitTests]);
}

async function check(after: readonly Stage[]): Promise<number> {
  const failed: string[] = [];
  let isStopped = false;
  /** Runs one and says how it ended; after Ctrl-C nothing more is begun. */
  const tell = async ([name, run]: Stage): Promise<void> => {
    if (isStopped) return;
    const begun = performance.now();
    const { status, text } = await run();
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    isStopped ||= status === 130;
    if (isStopped) return;
    console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
    if (status === 0) return;
    failed.push(name);
    console.log(text.replace(/^(?=.)/gm, '  '));
  };
  await pLimit(availableParallelism()).map(stages, tell);
  for (const stage of after) await tell(stage);
  if (isStopped) return 130;
  console.log(failed.length > 0 ? `Failed: ${failed.join(', ')}` : 'All checks passed.');
  return failed.length > 0 ? 1 : 0;
}

/** Every project of its own settings: the window's code knows a browser, core does not. */
function typeProjects(): string[] {
  return globSync(['tsconfig*.json', '{src,e2e,test}/**/tsconfig*.json'], { cwd: root }).toSorted();
}
