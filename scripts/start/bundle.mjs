import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import path from 'node:path';
import { bundleLanguages } from './bundle-languages.mjs';

const parts = ['cli', 'core', 'shared'];

/**
 * The command line in one file, or `script` itself where that cannot be made: of some 500 files Node would have to find
 * and load each, which takes twice as long as everything else before the first word. Rebuilt as soon as a source is
 * not as it was; its folder lies as deep as the sources that look for `resources` from where they are.
 */
export async function bundleOf(root, script) {
  const all = path.join(root, 'out', 'cli');
  const dir = path.join(all, fingerprint(root));
  const file = path.join(dir, 'main.mjs');
  const found = existsSync(file);
  try {
    if (found) utimesSync(dir, new Date(), new Date());
    else await make(script, all, dir);
    return file;
  } catch {
    return found ? file : script; // a folder that is not ours to write, or a package without the tools
  }
}

/** Of names, sizes and times: what git or an editor writes gets another time. */
function fingerprint(root) {
  const hash = createHash('sha256').update(process.version);
  const add = (file) => {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file}\n${mtimeMs} ${size}\n`);
  };
  const lock = path.join(root, 'package-lock.json');
  if (existsSync(lock)) add(lock);
  for (const part of parts)
    for (const entry of readdirSync(path.join(root, 'src', part), { recursive: true, withFileTypes: true }))
      if (entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
        add(path.join(entry.parentPath, entry.name));
  return hash.digest('hex').slice(0, 16);
}

/** Since its last use: a start from other sources may be about to load one that was used just now. */
const keptMs = 60 * 60_000;

function removeOld(dir) {
  const found = lstatSync(dir, { throwIfNoEntry: false });
  if (found?.isDirectory() && found.mtimeMs < Date.now() - keptMs) remove(dir);
}

/** By inventory: a folder of ours holds one file; with anything else in it, it stays. */
function remove(dir) {
  if (!/^[0-9a-f]{16}(\.\d+)?$/.test(path.basename(dir))) return;
  rmSync(path.join(dir, 'main.mjs'), { force: true });
  try {
    rmdirSync(dir);
  } catch {
    // Not there, or somebody put something else into it.
  }
}

/** Native parts that may be there, and files that find each other by a require of their own: no bundler follows those. */
const external = ['ssh2', 'jsonc-parser'];

async function make(script, all, dir) {
  mkdirSync(all, { recursive: true });
  const { rolldown } = await import('rolldown');
  const plugins = [bundleLanguages()];
  const bundle = await rolldown({ input: script, platform: 'node', external, plugins, logLevel: 'silent' });
  const aside = `${dir}.${process.pid}`;
  try {
    await bundle.write({ dir: aside, format: 'esm', entryFileNames: 'main.mjs', codeSplitting: false });
    renameSync(aside, dir);
    for (const entry of readdirSync(all)) removeOld(path.join(all, entry));
  } finally {
    await bundle.close();
    remove(aside);
  }
}
