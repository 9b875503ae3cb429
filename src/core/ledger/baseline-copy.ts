import path from 'node:path';
import { readLocalFile } from '../gates/local-file.ts';
import { stateDir } from '../gates/places.ts';
import { writePrivate } from '../gates/private-file.ts';

const most = 8 * 1024 * 1024;

/** The app's own copy of a node's baseline, for the case that the node loses its own; only its owner can read it. */
export function baselineCopy(lab: string, node: string, env: NodeJS.ProcessEnv = process.env) {
  const file = path.join(stateDir(env), lab, 'baselines', `${node}.json`);
  return {
    /** Best effort: the baseline on the node is the one that counts. */
    async keepBaseline(text: string): Promise<void> {
      // A full or read-only home is no reason not to run a lab.
      await writePrivate(file, text).catch(() => undefined);
    },
    keptBaseline: (): Promise<string | undefined> =>
      readLocalFile(file, { what: '' }, { most }).then(
        (bytes) => bytes?.toString('utf8'),
        () => undefined,
      ),
  };
}
