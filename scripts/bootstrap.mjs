// What the npm scripts start: node scripts/bootstrap.mjs NAME [arguments] runs scripts/NAME.ts. Plain JavaScript, for
// on a fresh clone there are neither dependencies nor a Node that runs TypeScript.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, start } from './start/start.mjs';

const [name = '', ...words] = process.argv.slice(2);
const file = path.join('scripts', `${name}.ts`);

if (/^[a-z]+$/.test(name) && existsSync(path.join(root, file))) {
  await start(file, words);
} else {
  console.error(`Unknown script '${name}'.`);
  process.exitCode = 2;
}
