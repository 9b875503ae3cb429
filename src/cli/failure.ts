import { cleaned } from '../core/report/cleaned.ts';
import { safeJson } from '../core/report/safe-json.ts';
import { toLabError } from '../shared/errors.ts';
import type { ReportedError } from '../shared/run/events.ts';
import { inThisLanguage, sent } from '../shared/texts/wire.ts';
import { codeOfError } from './exit-code.ts';
import type { Io } from './io.ts';
import { errorLines } from './render/error-lines.ts';
import { forLocale } from './render/paint.ts';
import { styleOf } from './render/style.ts';

/** Tells of what ended a command before or beside its run; returns the exit code. */
export function tellFailure(io: Io, json: boolean, thrown: unknown): number {
  const { code, words, details } = toLabError(thrown);
  const { node, diagnosis } = details;
  const error = sent({ code, ...words, node, diagnosis }) as ReportedError;
  if (json) io.stdout.write(`${safeJson({ type: 'result', ok: false, errors: [error] })}\n`);
  else {
    const style = styleOf({ stdout: io.stderr, env: io.env });
    io.stderr.write(
      `${errorLines(cleaned(inThisLanguage(error)), style)
        .map((line) => forLocale(style, line))
        .join('\n')}\n`,
    );
  }
  return codeOfError(code);
}
