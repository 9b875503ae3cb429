import { LabError } from '../../shared/errors.ts';
import { eventSchema, type LabEvent } from '../../shared/run/events.ts';
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
  if (events.length === 0) throw new LabError('bad-input', `${file} contains no run events`, { file });
  return events;
}

async function readText(file: string): Promise<string> {
  const subject = {
    what: 'a kept run',
    remedy: 'Give the output of `overlay-lab run --json`, or a run that the app saved.',
  };
  const bytes = await readLocalFile(file, subject, { most: maxBytes }).catch((cause: unknown) => {
    if (cause instanceof LabError) throw cause;
    throw new LabError('bad-input', `${file} could not be read: ${(cause as NodeJS.ErrnoException).code}`, {
      file,
      cause,
    });
  });
  if (!bytes) throw new LabError('not-found', `File not found: ${file}`, { file });
  return bytes.toString('utf8');
}

function parseEvent(line: string, file: string, number: number): LabEvent {
  const fail = (why: string, field?: string): never => {
    throw new LabError('bad-input', `${file}:${number}: ${field ? `${field}: ` : ''}${why}`, {
      file,
      line: number,
      field,
    });
  };
  let value: unknown;
  try {
    value = parseJson(line, { bytes: maxBytes }, { what: 'an event', file });
  } catch (error) {
    if (error instanceof LabError) return fail(error.message);
    return fail('not JSON');
  }
  const parsed = eventSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return fail(issue?.message ?? 'not an event', issue?.path.join('.') || undefined);
}
