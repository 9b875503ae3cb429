import { posix } from 'node:path';
import { z } from 'zod';
import { texts, type Words } from '../../../shared/texts/text.ts';
import { operation } from '../../machine/operation.ts';
import { isOwnDirectory, ownDirectoryScript, stateDirectory } from '../../machine/own-directory.ts';
import type { Node } from '../../machine/port.ts';
import { notOurs } from '../scribe.ts';
import { defineKind, type TakeBackOptions } from './kind.ts';

const schema = z.object({ kind: z.literal('directory'), path: z.string() });

/** A directory of the lab's own, removed with all that the lab put into it. Only below `/var/lib/overlay-lab/`. */
export const directory = defineKind({
  schema,
  describe: ({ path }) => texts.ledger.directory({ path }),
  thing: ({ path }) => `directory ${path}`,
  isPlausible: ({ path }, lab) =>
    posix.dirname(path) === stateDirectory(lab) &&
    path === `${stateDirectory(lab)}/${posix.basename(path)}` &&
    isOwnDirectory(posix.basename(path)),
  takeBack: removeDirectory,
});

/** Removes a directory of the lab's own by inventory; gives what is left, since the lab did not put it there. */
export const directoryRemove = operation<{ lab: string; name: string }, string[]>({
  name: 'directory.remove',
  program: ({ lab, name }) => ({
    script: `${ownDirectoryScript}
[ -e "$1" ] || [ -L "$1" ] || exit 0
enter "$1" && clear_own "$2" || { echo "$why"; exit 45; }
[ ! -e "$2" ] || strangers | grep "^$2/"
:`,
    words: [stateDirectory(lab), name],
    expect: [0, 45],
  }),
  read({ status, stdout }, { node }) {
    if (status === 45) throw notOurs(node, stdout.trim());
    return stdout.split('\n').filter(Boolean);
  },
});

async function removeDirectory(
  node: Node,
  { path }: z.infer<typeof schema>,
  { lab, signal }: TakeBackOptions,
): Promise<Words | undefined> {
  const left = await node.run(directoryRemove, { lab, name: posix.basename(path) }, { signal });
  return left.length > 0 ? texts.ledger.directoryLeft({ left }) : undefined;
}
