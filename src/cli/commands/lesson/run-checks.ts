import path from 'node:path';
import { readLesson } from '../../../core/lesson/read-lesson.ts';
import { type PlacedCheck, placedChecks, shownCheck } from '../../../core/lesson/show-lesson.ts';
import { cleaned } from '../../../core/report/cleaned.ts';
import { safeJson } from '../../../core/report/safe-json.ts';
import { LabError } from '../../../shared/errors.ts';
import type { OwnPart } from '../../../shared/own-lesson/lesson.ts';
import type { CheckResult, ShownCheck } from '../../../shared/own-lesson/view.ts';
import { spoken, texts } from '../../../shared/texts/text.ts';
import { inThisLanguage, sent } from '../../../shared/texts/wire.ts';
import { exitCodes } from '../../exit-code.ts';
import { openNamedLab } from '../../open-lab.ts';
import { mark } from '../../render/marks.ts';
import type { LabOptions } from '../../run-options.ts';
import { confirm, type Session } from '../../session.ts';
import { whileLooking } from '../../while-looking.ts';

interface Options extends LabOptions {
  part?: string;
}

/** `lesson run-checks`: the checks of a lesson on the nodes of a lab, after the commands in them were shown. */
export async function runChecks(
  session: Session,
  [given, labGiven]: [string, string?],
  options: Options,
): Promise<number> {
  const { deps, json, screen } = session;
  const { io } = deps;
  const parts = await partsOf(path.resolve(io.cwd, given), given, options.part);
  const lab = await openNamedLab(session, labGiven, options);
  const placed = parts.map((part) => ({ part, checks: placedChecks(part, lab.lab) }));
  const all = placed.flatMap(({ checks }) => checks);
  const commands = all.flatMap(({ node, check }) =>
    check.command === undefined ? [] : [{ node, run: check.command }],
  );
  const words = spoken.ownLesson;
  if (commands.length > 0)
    await confirm(
      session,
      async () => [words.willRun({ lab: lab.lab.name }), ...commands.map(({ node, run }) => `  ${node}: ${run}`)],
      words.runThese,
    );
  const ended = { words: texts.ownLesson.ended, spoken: words.ended };
  let met = 0;
  for (const { part, checks } of placed) {
    const results = await whileLooking(session, ended, async (how) => cleaned(await deps.runChecks(lab, checks, how)));
    met += results.filter(({ state }) => state === 'met').length;
    if (!json && checks.length > 0) screen.print(['', part.title]);
    results.forEach((result, at) => {
      const check = shown(checks[at] as PlacedCheck);
      const { texts: of, ...about } = check;
      const told = { ...about, ...result, texts: { ...of, ...result.texts } };
      if (json) io.stdout.write(`${safeJson({ type: 'check', part: part.id, ...told })}\n`);
      else screen.print(linesOf(session, check, inThisLanguage(result)));
    });
  }
  const isWell = met === all.length;
  if (json)
    io.stdout.write(
      `${safeJson({ type: 'result', ok: isWell, command: 'lesson run-checks', met, checks: all.length })}\n`,
    );
  else screen.print(all.length === 0 ? [words.noChecks] : ['', words.summary({ met, all: all.length })]);
  return isWell ? exitCodes.done : exitCodes.failed;
}

const shown = (check: PlacedCheck): ShownCheck => cleaned(sent(shownCheck(check)) as ShownCheck);

const marks = { met: 'done', unmet: 'failed', unknown: 'blocked' } as const;

function linesOf({ style }: Session, check: ShownCheck, { node, state, why, hint }: CheckResult): string[] {
  const words = spoken.ownLesson;
  const { what, command } = inThisLanguage(check);
  const told = command === undefined ? what : `${command} – ${what}`;
  return [
    `${mark(marks[state], style)} ${words.resultLine({ node, what: told })}`,
    words.reasonLine({ why }),
    ...(hint === undefined ? [] : [words.reasonLine({ why: hint })]),
  ];
}

/** The parts of a lesson that has no fault. */
async function partsOf(folder: string, given: string, only: string | undefined): Promise<OwnPart[]> {
  const { lesson, faults } = await readLesson(folder);
  if (!lesson)
    throw new LabError('bad-input', texts.ownLesson.hasFaults({ count: faults.length }), {
      remedy: texts.ownLesson.hasFaultsRemedy({ folder: given }),
    });
  const parts = only === undefined ? lesson.parts : lesson.parts.filter(({ id }) => id === only);
  if (only !== undefined && parts.length === 0)
    throw new LabError(
      'bad-input',
      texts.ownLesson.noSuchPart({ part: only.slice(0, 64), parts: lesson.parts.map(({ id }) => id) }),
    );
  return parts;
}
