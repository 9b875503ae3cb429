import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { root } from '../run-tool.ts';

/** A checkout to which one folder was added: the language xx, which is English in brackets. */
const checkout = temporaryFolder('language', afterAll);
const at = (...names: string[]) => path.join(checkout, ...names);

/** What of the sources reads texts and lessons; the rest is as it is in the checkout. */
const copied = ['bin', 'scripts', 'src', 'resources', 'electron.vite.config.ts', 'tsconfig.json'];
copied.push('package.json', 'package-lock.json');

beforeAll(() => {
  for (const name of copied) cpSync(path.join(root, name), at(name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), at('node_modules'));
  const folder = (...names: string[]) => at('src/shared/texts/xx', ...names);
  for (const name of ['window', 'lessons/etcd']) mkdirSync(folder(name), { recursive: true });
  writeFileSync(folder('catalogue.ts'), "export { brackets as catalogue } from '../fixtures/bracketed.ts';\n");
  const window = "import { windowTexts as en } from '../../en/window/window.ts';\n";
  writeFileSync(folder('window/window.ts'), `${window}export const windowTexts = { ...en, app: '⟦the window⟧' };\n`);
  writeFileSync(folder('lessons/glossary.md'), '⟦the glossary⟧');
  writeFileSync(folder('lessons/etcd/vxlan.md'), '⟦the lesson⟧');
});

function help(LANG: string): string {
  const env = { ...process.env, LANG, LC_ALL: '', LC_MESSAGES: '' };
  return execFileSync(at('bin/overlay-lab.mjs'), ['--help'], { env, encoding: 'utf8' });
}

test('a language is one folder: the command line speaks it, from one file and from its sources', () => {
  expect(help('xx_XX.UTF-8')).toContain('⟦');
  expect(help('en_GB.UTF-8')).not.toContain('⟦');
  expect(readdirSync(at('out/cli'))).toHaveLength(1);
  // Where there is no place for the one file, the sources are run.
  rmSync(at('out'), { recursive: true });
  writeFileSync(at('out'), '');
  expect(help('xx')).toContain('⟦');
  rmSync(at('out'));
});

test('the window has its words and lessons, and the desktop app its menus', () => {
  execFileSync(process.execPath, [at('node_modules/electron-vite/bin/electron-vite.js'), 'build'], { cwd: checkout });
  const files = readdirSync(at('out/renderer'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.js$/.test(name),
  );
  // Whichever way it was built, a class can be served.
  expect(readdirSync(at('out/renderer'))).toEqual(expect.arrayContaining(['index.html', 'class.html']));
  const window = files.map((name) => readFileSync(at('out/renderer', name), 'utf8')).join('\n');
  for (const part of ['the window', 'the glossary', 'the lesson'])
    expect(window.includes(`⟦${part}⟧`), part).toBe(true);
  expect(readFileSync(at('out/main/index.js'), 'utf8').includes('⟦'), 'menus').toBe(true);
}, 120_000);
