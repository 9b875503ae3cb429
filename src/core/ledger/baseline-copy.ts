import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** The app's own copy of a node's baseline, for the case that the node loses its own; only its owner can read it. */
export function baselineCopy(lab: string, node: string, env: NodeJS.ProcessEnv = process.env) {
  const state = env.XDG_STATE_HOME;
  const base = state && path.isAbsolute(state) ? state : path.join(env.HOME || homedir(), '.local', 'state');
  const file = path.join(base, 'overlay-lab', lab, 'baselines', `${node}.json`);
  return {
    /** Best effort: the baseline on the node is the one that counts. */
    async keepBaseline(text: string): Promise<void> {
      try {
        await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
        await writeFile(`${file}.new`, text, { mode: 0o600 });
        await rename(`${file}.new`, file);
      } catch {
        // A full or read-only home is no reason not to run a lab.
      }
    },
    keptBaseline: (): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined),
  };
}
