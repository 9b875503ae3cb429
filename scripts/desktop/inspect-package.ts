/**
 * Looks into packages that were built: `node scripts/desktop/inspect-package.ts RESOURCES [PROGRAM]`, for example
 * `dist/linux-unpacked/resources dist/linux-unpacked/overlay-lab`. Prints what is wrong and ends with 1 where anything is.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from '../run-tool.ts';
import { inspectResources } from './packed/inspect.ts';
import { readFuses } from './packed/read-fuses.ts';
import { bundled } from './sbom.ts';

const [resources = '', program] = process.argv.slice(2);
const wrong = inspectResources(resources, await bundled());
if (program) {
  const config = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
  const { electronFuses } = parse(config) as { electronFuses: Record<string, boolean> };
  const found = readFuses(program);
  for (const [name, wanted] of Object.entries(electronFuses))
    if (found[name] !== wanted) wrong.push(`the fuse ${name} is ${found[name]}, not ${wanted}`);
}
for (const line of wrong) console.error(line);
if (wrong.length === 0) console.log(`${resources}: all as expected.`);
process.exitCode = wrong.length > 0 ? 1 : 0;
