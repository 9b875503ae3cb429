import { posix } from 'node:path';
import { z } from 'zod';
import { isOwnDirectory, ownDirectoryScript, stateDirectory } from '../../machine/own-directory.ts';
import type { Node } from '../../machine/port.ts';
import { notOurs } from '../scribe.ts';
import { defineKind, type TakeBackOptions } from './kind.ts';

const schema = z.object({ kind: z.literal('directory'), path: z.string() });

/** A directory of the lab's own, removed with all that the lab put into it. Only below `/var/lib/overlay-lab/`. */
export const directory = defineKind({
  schema,
  describe: ({ path }) => `directory ${path}`,
  isPlausible: ({ path }, lab) =>
    posix.dirname(path) === stateDirectory(lab) &&
    path === `${stateDirectory(lab)}/${posix.basename(path)}` &&
    isOwnDirectory(posix.basename(path)),
  takeBack: removeDirectory,
});

/** Removes a directory of the lab's own by inventory. $1 the lab's directory, $2 name in it. */
const removeScript = `${ownDirectoryScript}
[ -e "$1" ] || [ -L "$1" ] || exit 0
enter "$1" && clear_own "$2" || { echo "$why"; exit 45; }
[ ! -e "$2" ] || strangers | grep "^$2/"
:`;

async function removeDirectory(
  node: Node,
  { path }: z.infer<typeof schema>,
  { lab, signal }: TakeBackOptions,
): Promise<string | undefined> {
  const words = [stateDirectory(lab), posix.basename(path)];
  const { status, stdout } = await node.script(removeScript, words, { signal, expect: [0, 45] });
  if (status === 45) throw notOurs(node.name, stdout.trim());
  const left = stdout.split('\n').filter(Boolean);
  return left.length > 0 ? `left, not created by the lab: ${left.join(', ')}` : undefined;
}
