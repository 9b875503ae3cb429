import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { type Ground, groundDifferences } from './ground.ts';
import { seeded } from './kill-cases.ts';
import type { Outcome } from './results.ts';

const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

interface CliEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  text: string;
}

/** The command line itself, as a person starts it; killed with SIGKILL after so long. */
function overlayLab(loaded: LoadedLab, words: readonly string[], killAfterMs?: number): Promise<CliEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words, '--lab', loaded.file], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
      });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, text });
    });
  });
}

export const rowName = (times: number): string => `overlay-lab run killed and reset ${times} times in a row`;

/**
 * `overlay-lab run` killed with SIGKILL at a random moment, then `overlay-lab reset`, so many times in a row; each time
 * the reset must claim success and the nodes must be as they were.
 */
export async function tryRow(ground: Ground, times: number, seed: number): Promise<Outcome> {
  const name = rowName(times);
  const random = seeded(seed);
  const moments: string[] = [];
  for (let round = 1; round <= times; round += 1) {
    const afterMs = Math.round(300 + random() * 9_000);
    const run = await overlayLab(ground.loaded, ['run', '--iperf-seconds', '1'], afterMs);
    moments.push(run.signal === 'SIGKILL' ? `${afterMs} ms` : `ended before ${afterMs} ms`);
    const reset = await overlayLab(ground.loaded, ['--yes', 'reset']);
    const problems = [
      ...(reset.code === 0 ? [] : [`reset ended with ${reset.code}: ${reset.text.slice(-600)}`]),
      ...(await groundDifferences(ground)),
    ];
    if (problems.length > 0)
      return { name, verdict: 'failed', detail: `round ${round} (${moments.join(', ')}): ${problems.join(' | ')}` };
  }
  return { name, verdict: 'passed', detail: moments.join(', ') };
}
