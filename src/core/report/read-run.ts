import { readFile, stat } from 'node:fs/promises';
import { LabError } from '../../shared/errors.ts';
import { eventSchema, type LabEvent } from '../../shared/events.ts';

/** Thousands of nodes and all their outputs stay far below. */
const maxBytes = 64 * 1024 * 1024;

/** The events of a kept run, or of what `--json` printed. Throws `not-found`, or `bad-input` with file and line. */
export async function readRun(file: string): Promise<LabEvent[]> {
  const lines = (await readText(file)).split('\n');
  // What follows the last line feed was torn by a kill in the middle of writing it.
  const whole = lines.slice(0, -1);
  const events = whole.flatMap((line, index) => (line.trim() === '' ? [] : [parseEvent(line, file, index + 1)]));
  if (events.length === 0) throw new LabError('bad-input', `${file} holds no event of a run`, { file });
  return events;
}

async function readText(file: string): Promise<string> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new LabError('bad-input', `${file} is not a file`, { file });
    if (found.size > maxBytes) throw new LabError('bad-input', `${file} is larger than 64 MB: not one run`, { file });
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new LabError('not-found', `There is no file ${file}`, { file, cause });
    throw new LabError('bad-input', `${file} cannot be read: ${code}`, { file, cause });
  }
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
    value = JSON.parse(line);
  } catch {
    return fail('not JSON');
  }
  const parsed = eventSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return fail(issue?.message ?? 'not an event', issue?.path.join('.') || undefined);
}
