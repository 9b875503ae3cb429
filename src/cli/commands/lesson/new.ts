import { existsSync } from 'node:fs';
import path from 'node:path';
import { exampleLesson } from '../../../core/lesson/example-lesson.ts';
import { LabError } from '../../../shared/errors.ts';
import { spoken, texts } from '../../../shared/texts/text.ts';
import { exitCodes } from '../../exit-code.ts';
import { type Session, say } from '../../session.ts';
import { makeFolder, writeFile } from '../../write-file.ts';

/** `lesson new`: a small lesson to begin with, in a folder that is not there yet. */
export async function begin(session: Session, [given]: [string]): Promise<number> {
  const folder = path.resolve(session.deps.io.cwd, given);
  if (existsSync(folder))
    throw new LabError('bad-input', texts.ownLesson.notEmpty({ folder }), { remedy: texts.ownLesson.notEmptyRemedy });
  await makeFolder(folder);
  const files = exampleLesson(path.basename(folder));
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text);
  say(session, 'lesson new', { folder, files: Object.keys(files) }, [spoken.ownLesson.written({ folder: given })]);
  return exitCodes.done;
}
