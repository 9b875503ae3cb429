import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export const call = promisify(execFile);
export const root = path.join(import.meta.dirname, '..');
const script = path.join(root, 'resources', 'practice-lab', 'practice-lab');

/** Builds a practice lab, works in it, and takes it down whatever came of the work. `work` gets its access directory. */
export async function inLab<T>(name: string, nodes: number, work: (directory: string) => Promise<T>): Promise<T> {
  const access = await mkdtemp(path.join(tmpdir(), 'overlay-lab-bench-'));
  const directory = path.join(access, name);
  console.log(`lab ${name}: ${nodes} nodes`);
  try {
    await call(script, ['up', name, '--nodes', String(nodes), '--access-dir', directory]);
    return await work(directory);
  } finally {
    await call(script, ['down', name]);
    await rm(access, { recursive: true, force: true });
  }
}
