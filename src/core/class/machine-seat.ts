import path from 'node:path';
import { stringify } from 'yaml';
import { labOfSeat, type Seat } from '../../shared/class/class.ts';
import { texts } from '../../shared/texts/text.ts';
import { readLocalFile } from '../gates/local-file.ts';
import { writePrivate } from '../gates/private-file.ts';
import { type LoadedLab, loadLab } from '../lab/load-lab.ts';
import type { LoadedClass } from './load-class.ts';
import { classesDir } from './seat-marks.ts';

type Env = Readonly<Record<string, string | undefined>>;

export const machineLabFile = (env: Env, given: { name: string }, seat: { name: string }): string =>
  path.join(classesDir(env), given.name, 'labs', seat.name, 'lab.yaml');

/** The lab of a seat with machines of its own, as a lab file like any other; written again where the class file says otherwise. */
export async function machineLab(env: Env, given: LoadedClass, seat: Seat): Promise<LoadedLab> {
  const file = machineLabFile(env, given, seat);
  const lab = labOfSeat(given, seat);
  const folder = path.dirname(given.file);
  const nodes = lab?.nodes.map(({ ssh, ...node }) => ({ ...node, ssh: withPaths(ssh, folder) }));
  const text = stringify({ ...lab, nodes });
  const before = await readLocalFile(file, { what: texts.lab.aLabFile }, { most: 1024 * 1024 });
  if (before?.toString('utf8') !== text) await writePrivate(file, text);
  return loadLab(file);
}

type Ssh = NonNullable<Seat['nodes']>[number]['ssh'];

/** The class file's paths are relative to it. */
function withPaths(ssh: Ssh, folder: string): Ssh {
  const from = (file: string) => (file.startsWith('~') ? file : path.resolve(folder, file));
  const { identityFile, knownHosts } = ssh;
  return {
    ...ssh,
    ...(identityFile !== undefined && { identityFile: from(identityFile) }),
    ...(knownHosts !== undefined && { knownHosts: from(knownHosts) }),
  };
}
