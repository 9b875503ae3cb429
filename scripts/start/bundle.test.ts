import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bundleOf } from './bundle.mjs';

const checkout = path.join(import.meta.dirname, '..', '..');
let root: string;
let script: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'bundle with a space '));
  for (const part of ['cli', 'core', 'shared']) mkdirSync(path.join(root, 'src', part), { recursive: true });
  script = path.join(root, 'src', 'cli', 'main.ts');
  writeFileSync(path.join(root, 'src', 'core', 'word.ts'), "export const word: string = 'one';\n");
  writeFileSync(script, "import { word } from '../core/word.ts';\nconsole.log(word);\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const made = () => readdirSync(path.join(root, 'out', 'cli'));

it('makes one file of the command line, once, and again when a source has changed', async () => {
  const first = await bundleOf(root, script);
  expect(readFileSync(first, 'utf8')).toContain('one');
  writeFileSync(first, 'kept');
  expect(readFileSync(await bundleOf(root, script), 'utf8')).toBe('kept');
  writeFileSync(path.join(root, 'src', 'core', 'word.ts'), "export const word: string = 'another';\n");
  expect(readFileSync(await bundleOf(root, script), 'utf8')).toContain('another');
  expect(made(), 'the old one may still be read by another start; no half of one').toHaveLength(2);

  const old = new Date(Date.now() - 2 * 60 * 60_000);
  const theirs = ['notes', '0123456789abcdef'].map((name) => path.join(root, 'out', 'cli', name, 'mine'));
  for (const file of theirs) {
    mkdirSync(path.dirname(file));
    writeFileSync(file, 'x');
  }
  for (const name of made()) utimesSync(path.join(root, 'out', 'cli', name), old, old);
  const last = await bundleOf(root, script);
  writeFileSync(script, "console.log('third');\n");
  await bundleOf(root, script);
  expect(existsSync(last), 'used just now').toBe(true);
  expect(existsSync(first), 'not used for long').toBe(false);
  expect(
    theirs.every((file) => existsSync(file)),
    'not made by it',
  ).toBe(true);
});

it('gives the sources themselves where it can make none', async () => {
  writeFileSync(script, 'const =');
  expect(await bundleOf(root, script)).toBe(script);
  expect(made()).toEqual([]);
});

it('of the real one finds the practice lab from where it lies', async () => {
  cpSync(path.join(checkout, 'src'), path.join(root, 'src'), { recursive: true });
  symlinkSync(path.join(checkout, 'node_modules'), path.join(root, 'node_modules'));
  const file = await bundleOf(root, script);
  const [, place = ''] = /new URL\("([^"]*practice-lab)", import\.meta\.url\)/.exec(readFileSync(file, 'utf8')) ?? [];
  expect(path.relative(root, path.resolve(path.dirname(file), place))).toBe('resources/practice-lab/practice-lab');
  expect(existsSync(path.join(checkout, 'resources/practice-lab/practice-lab'))).toBe(true);
  expect(execFileSync(process.execPath, [file, '--help'], { encoding: 'utf8' }), 'all of it can be loaded').toMatch(
    /^Usage:/,
  );
});
