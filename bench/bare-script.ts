import path from 'node:path';
import { call, root } from './in-lab.ts';

/** Seconds that bench/bare-parallel.sh took: it prints `build SECONDS` or `undo SECONDS`. */
export async function bareScript(directory: string, verb: 'build' | 'undo'): Promise<number> {
  const { stdout } = await call('bash', [path.join(root, 'bench', 'bare-parallel.sh'), verb, 'ssh_config'], {
    cwd: directory,
  });
  return Number(stdout.trim().split(' ')[1]);
}
