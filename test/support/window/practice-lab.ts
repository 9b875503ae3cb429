import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);
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
  const command = [path.join(root, 'bin/overlay-lab.mjs'), 'practice', ...words, '--yes'];
  const { stdout } = await run(process.execPath, command, { env: environment(home), timeout: patienceMs });
  return stdout;
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
