import module from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleOf } from './bundle.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const commandLine = path.join(root, 'src', 'cli', 'main.ts');

/** Loads a script in this very process, which runs TypeScript. */
export async function load(script, words) {
  // Saves half of the start. Beside the dependencies and not in /tmp, where someone else could leave code for us.
  module.enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/overlay-lab', import.meta.url)));
  process.argv = [process.execPath, script, ...words];
  const file = script === commandLine ? await bundleOf(root, script) : script;
  await import(pathToFileURL(file).href);
}

// Started by itself, as the program of the pinned Node.
if (path.resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url))
  await load(process.argv[2], process.argv.slice(3));
