import { LabError, wordsOf } from '../../shared/errors.ts';
import { eventSchema, type LabEvent } from '../../shared/run/events.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { issueWords } from '../../shared/zod-words.ts';
import { parseJson } from '../gates/limits.ts';
import { readLocalFile } from '../gates/local-file.ts';

/** Thousands of nodes and all their outputs stay far below. */
const maxBytes = 64 * 1024 * 1024;

/** The events of a kept run, or of what `--json` printed. Throws `not-found`, or `bad-input` with file and line. */
export async function readRun(file: string): Promise<LabEvent[]> {
  const lines = (await readText(file)).split('\n');
  // What follows the last line feed was torn by a kill in the middle of writing it.
  const whole = lines.slice(0, -1);
  const events = whole.flatMap((line, index) => (line.trim() === '' ? [] : [parseEvent(line, file, index + 1)]));
  if (events.length === 0) throw new LabError('bad-input', texts.runs.noEvents({ file }), { file });
  return events;
}

async function readText(file: string): Promise<string> {
  const subject = {
    what: texts.runs.keptRun,
    remedy: texts.runs.keptRunRemedy,
  };
  const bytes = await readLocalFile(file, subject, { most: maxBytes }).catch((cause: unknown) => {
    if (cause instanceof LabError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new LabError('bad-input', texts.runs.notRead({ file, code }), {
      file,
      cause,
    });
  });
  if (!bytes) throw new LabError('not-found', texts.runs.notFound({ file }), { file });
  return bytes.toString('utf8');
}

function parseEvent(line: string, file: string, number: number): LabEvent {
  const fail = (reason: Words, field?: string): never => {
    const why = field ? texts.app.ofField({ field, message: reason }) : reason;
    throw new LabError('bad-input', texts.runs.atLine({ file, line: number, why }), {
      file,
      line: number,
      field,
    });
  };
  let value: unknown;
  try {
    value = parseJson(line, { bytes: maxBytes }, { what: texts.runs.anEvent, file });
  } catch (error) {
    if (error instanceof LabError) return fail(wordsOf(error));
    return fail(texts.gates.notJson);
  }
  const parsed = eventSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return fail(issue ? issueWords(issue) : texts.runs.notAnEvent, issue?.path.join('.') || undefined);
}
