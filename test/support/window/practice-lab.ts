import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);
/** The command line. */
export const program = path.join(root, 'bin/overlay-lab.mjs');
/** The first one on a machine makes the base of all nodes. */
const patienceMs = 900_000;

/**
 * The environment of everything that a test starts: all that is kept lies below `home`. Practice labs are the machine's,
 * unless OVERLAY_LAB_STATE and OVERLAY_LAB_RUN name a place for them that no one else sees.
 */
export function environment(home: string): NodeJS.ProcessEnv {
  const { PATH, LANG, OVERLAY_LAB_STATE, OVERLAY_LAB_RUN } = process.env;
  const own = { XDG_DATA_HOME: path.join(home, 'share'), XDG_STATE_HOME: path.join(home, 'state') };
  return { PATH, LANG, HOME: home, ...own, ...(OVERLAY_LAB_STATE && { OVERLAY_LAB_STATE, OVERLAY_LAB_RUN }) };
}

export async function practice(home: string, ...words: string[]): Promise<string> {
  return overlayLab(home, ['practice', ...words, '--yes'], patienceMs);
}

/** The command line's stdout; it throws with all that was said where it fails, or takes longer than it may. */
export async function overlayLab(home: string, words: readonly string[], ms: number): Promise<string> {
  const work = run(process.execPath, [program, ...words], { env: environment(home), timeout: ms });
  work.child.stdin?.end();
  try {
    return (await work).stdout;
  } catch (error) {
    const { stdout = '', stderr = '', killed } = error as { stdout?: string; stderr?: string; killed?: boolean };
    const how = killed ? `took longer than ${ms} ms` : 'failed';
    throw new Error(`overlay-lab ${words.join(' ')} ${how}\n${stdout}\n${stderr}`, { cause: error });
  }
}

export interface PracticeLab {
  name: string;
  /** Id of its card. */
  id: string;
  nodes: { name: string; address: string; port: number }[];
  /** Of the user `student`, who works through sudo. */
  studentPassword: string;
}

export async function makePracticeLab(home: string, name: string): Promise<PracticeLab> {
  await practice(home, 'up', name);
  return readPracticeLab(home, name);
}

/** One that is there, however it was made. */
export function readPracticeLab(home: string, name: string): PracticeLab {
  const folder = path.join(home, 'share', 'overlay-lab', 'practice', name);
  const file = readFileSync(path.join(folder, 'lab.yaml'), 'utf8');
  const nodes = [...file.matchAll(/name: (node\d+)\s+address: (\S+)\s+ssh: \{host: 127\.0\.0\.1, port: (\d+)/g)];
  return {
    name,
    id: `practice:${name}`,
    nodes: nodes.map(([, node = '', address = '', port]) => ({ name: node, address, port: Number(port) })),
    studentPassword: readFileSync(path.join(folder, 'student-password'), 'utf8').trim(),
  };
}
