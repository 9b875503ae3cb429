import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { missingPackages } from './locked.mjs';

/**
 * Whether node_modules is what package-lock.json asks for. `quick` trusts a node_modules that is newer than the lock:
 * two questions to the file system, for the command line, which people wait for. A checkout without a lock is a
 * package that someone else's npm installed.
 */
export function isInstalled(root, { quick }) {
  const [lock, note] = lockFiles(root);
  if (!existsSync(lock)) return true;
  if (!existsSync(note)) return false;
  if (quick && statSync(note).mtimeMs >= statSync(lock).mtimeMs) return true;
  return whatIsMissing(root).length === 0;
}

export function whatIsMissing(root) {
  const [lock, note] = lockFiles(root).map(readJson);
  return missingPackages(lock, note, { os: process.platform, cpu: process.arch, libc: cLibrary() });
}

/** npm's note of what it installed: without it, the next start installs again. */
export const noteOf = (root) => path.join(root, 'node_modules', '.package-lock.json');

const lockFiles = (root) => [path.join(root, 'package-lock.json'), noteOf(root)];

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {}; // cut short: nothing in it is to be trusted
  }
}

/** By the dynamic loader; undefined where there is none in the usual place (NixOS) or no such choice (not Linux). */
function cLibrary() {
  if (process.platform !== 'linux') return undefined;
  const loaders = ['/lib64', '/lib'].flatMap((dir) => (existsSync(dir) ? readdirSync(dir) : []));
  if (loaders.some((name) => name.startsWith('ld-linux-'))) return 'glibc';
  return loaders.some((name) => name.startsWith('ld-musl-')) ? 'musl' : undefined;
}
