import path from 'node:path';
import { type LessonFault, readLesson } from '../../../core/lesson/read-lesson.ts';
import { cleaned } from '../../../core/report/cleaned.ts';
import { safeJson } from '../../../core/report/safe-json.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { inThisLanguage, sent } from '../../../shared/texts/wire.ts';
import { exitCodes } from '../../exit-code.ts';
import { paint } from '../../render/paint.ts';
import type { Session } from '../../session.ts';

/** What is told of a fault. */
type Told = { file: string; line: number; message: string; remedy: string };

/** `lesson check`: every fault with file, line and remedy. */
export async function check(session: Session, [given]: [string]): Promise<number> {
  const { deps, json, screen, style } = session;
  const { lesson, faults } = await readLesson(path.resolve(deps.io.cwd, given));
  const told = faults.map(toldOf);
  const code = lesson ? exitCodes.done : exitCodes.failed;
  if (json) {
    for (const one of told) deps.io.stdout.write(`${safeJson({ type: 'fault', ...one })}\n`);
    const counts = { faults: told.length, ...(lesson && { name: lesson.name, parts: lesson.parts.length }) };
    deps.io.stdout.write(
      `${safeJson({ type: 'result', ok: told.length === 0, command: 'lesson check', ...counts })}\n`,
    );
    return code;
  }
  const words = spoken.ownLesson;
  if (lesson) {
    const checks = lesson.parts.reduce((count, part) => count + (part.checks?.length ?? 0), 0);
    screen.print([words.well({ title: lesson.title, parts: lesson.parts.length, checks })]);
    return code;
  }
  const lines = told
    .map((one) => inThisLanguage(one))
    .flatMap(({ file, line, message, remedy }) => [
      paint(style, 'bold', words.faultAt({ file: path.join(given, file), line, message })),
      words.remedyAt({ remedy }),
    ]);
  screen.print([...lines, '', words.faultCount({ count: told.length })]);
  return code;
}

const toldOf = (fault: LessonFault): Told => cleaned(sent(fault) as Told);
