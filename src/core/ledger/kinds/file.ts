import { posix } from 'node:path';
import { z } from 'zod';
import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { restartEngine, runningForeigners } from '../../machine/engine.ts';
import { fileTakeAway, readFile, removeDraft, removeFile, sha256, writeFile } from '../../machine/file.ts';
import { withoutOurKeys } from '../../machine/json-file.ts';
import { nothing, operation } from '../../machine/operation.ts';
import type { Node } from '../../machine/port.ts';
import { forgetUnit, reloadSystemd } from '../../machine/unit.ts';
import { labFiles } from '../lab-files.ts';
import { defineKind, type TakeBackOptions } from './kind.ts';

const schema = z.object({
  kind: z.literal('file'),
  path: z.string(),
  /** What stood there: bytes in base64 and the mode in octal, or null for nothing. */
  before: z.object({ base64: z.string(), mode: z.string() }).nullable(),
  /** SHA-256 of what the lab wrote, so that a later hand's work is not overwritten unseen. */
  wrote: z.string(),
  /** Who must hear of it, when written and when restored. */
  reload: z.enum(['none', 'systemd', 'docker']),
});
export type FileChange = z.infer<typeof schema>;

/** Bytes of what stood in a file before, in base64: a daemon.json or a unit has some hundred. */
const mostBefore = 1024 * 1024;

export const file = defineKind({
  schema,
  describe: ({ path }) => texts.ledger.file({ path }),
  thing: ({ path }) => `file ${path}`,
  fate: ({ before }) => (before ? 'restore' : 'remove'),
  isPlausible: ({ path, before, wrote, reload }) =>
    Object.hasOwn(labFiles, path) &&
    labFiles[path] === reload &&
    /^[0-9a-f]{64}$/.test(wrote) &&
    // No set-uid and the like: none of these files is a program.
    (before === null ||
      (/^0?[0-7]{1,3}$/.test(before.mode) &&
        before.base64.length <= mostBefore &&
        /^[A-Za-z0-9+/]*={0,2}$/.test(before.base64))),
  takeBack: putFileBack,
  withEarlier: (change, { before }) => ({ ...change, before }),
});

/** The timer that a switch of the engine's configuration set goes, if there is one; what it would run stays. */
export const rollbackCancel = operation<{ lab: string }>({
  name: 'rollback.cancel',
  program: ({ lab }) => ({
    script: 'systemctl stop "overlay-lab-rollback-$1.timer" 2>/dev/null; :',
    words: [lab],
  }),
  read: nothing,
});

async function putFileBack(node: Node, change: FileChange, options: TakeBackOptions): Promise<undefined> {
  const { signal, lab } = options;
  const forEngine = change.reload === 'docker';
  const [taken, running] = await Promise.all([
    change.before ? undefined : takeAway(node, change, options),
    forEngine ? runningForeigners(node, lab) : [],
    // A timer that a killed run left would put the old file back once more, and restart the engine in between.
    forEngine && node.run(rollbackCancel, { lab }, { signal }),
  ]);
  if (!taken) await putBytesBack(node, change, options);
  if (change.reload === 'systemd' && !change.before) {
    if (!taken) await forgetUnit(node, posix.basename(change.path), signal);
  } else if (change.reload !== 'none' && !change.path.endsWith('.json')) await reloadSystemd(node, signal);
  // Also where the file is as before already: the engine may still run with what stood there in between.
  if (forEngine) await restartEngine(node, signal, lab, running);
}

/** Where nothing stood before, and what is there is the lab's, it goes in one exchange. False where somebody has to look. */
function takeAway(node: Node, { path, wrote, reload }: FileChange, options: TakeBackOptions): Promise<boolean> {
  const unit = reload === 'systemd' ? posix.basename(path) : undefined;
  return node.run(fileTakeAway, { path, wrote: options.wrote ?? [wrote], unit }, { signal: options.signal });
}

async function putBytesBack(node: Node, change: FileChange, options: TakeBackOptions): Promise<void> {
  const { signal } = options;
  const now = await readFile(node, change.path, signal);
  const bytes = now && Buffer.from(now.base64, 'base64');
  const asBefore = change.before
    ? now?.base64 === change.before.base64 && now.mode === change.before.mode
    : now === undefined;
  if (asBefore) return removeDraft(node, change.path, signal);
  if (bytes && !(options.wrote ?? [change.wrote]).includes(sha256(bytes))) {
    // Someone wrote it after us. Their keys stay; only ours go, where the file lets us tell them apart.
    const rest =
      change.reload === 'docker' && change.path.endsWith('.json')
        ? withoutOurKeys(bytes, change.before?.base64)
        : undefined;
    if (rest === undefined)
      throw new LabError('refused', texts.ledger.changedSince({ path: change.path }), {
        node: node.name,
        remedy: texts.ledger.changedSinceRemedy({ node: node.name }),
      });
    return writeFile(node, change.path, rest, now?.mode ?? '644', signal);
  }
  if (!change.before) return removeFile(node, change.path, signal);
  await writeFile(node, change.path, Buffer.from(change.before.base64, 'base64'), change.before.mode, signal);
}
