import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode, noNodeMessage } from './find-node.mjs';
import { handOver } from './hand-over.mjs';
import { isInstalled } from './installed.mjs';
import { StartError } from './start-error.mjs';

/** The checkout that these files belong to. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * V8's flags (docs/reliability.md, Hostile inputs). MB of room for new objects, 16 unless told: what a node sends is dropped
 * a few MB sooner, which is 40 MB less where it sends all that it may; objects that live long are not touched. And per cent
 * by which the heap may grow before it is tidied, up to 300 unless told: a window that sends all that it may takes 50 MB
 * instead of 120 to 150.
 */
const memoryFlags = ['--max-semi-space-size=4', '--heap-growing-percent=50'];

/**
 * Runs a TypeScript file of this checkout with a Node that can, after installing the dependencies where they are
 * missing. Everything here runs on the Node 18 and npm 9 of Debian 12, too. What is not needed each time is loaded only
 * when it is: where this process stays beside the other Node, its memory counts as the app's.
 */
export async function start(file, words, { quick = false } = {}) {
  try {
    const script = path.join(root, file);
    const isReady = () => isInstalled(root, { quick }) && findNode(root) !== undefined;
    // Two starts at once: npm in two processes would take the folder from under each other.
    if (!isReady()) await installOnce(isReady);
    const node = findNode(root);
    if (!node) throw new StartError(noNodeMessage);
    if (node === process.execPath && memoryFlags.every((flag) => process.execArgv.includes(flag))) {
      const { load } = await import('./load.mjs');
      return await load(script, words);
    }
    const loader = fileURLToPath(new URL('load.mjs', import.meta.url));
    process.exitCode = await handOver(node, [...memoryFlags, loader, script, ...words]);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(error.message);
    process.exitCode = error.status;
  }
}

async function installOnce(isReady) {
  const { oneAtATime } = await import('./one-at-a-time.mjs');
  await oneAtATime(
    path.join(root, '.install.sock'),
    async () => {
      if (isReady()) return;
      const { install } = await import('./install.mjs');
      await install(root);
    },
    () => console.error('Another start is installing the dependencies; waiting for it …'),
  );
}
