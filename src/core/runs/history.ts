import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { safeJson } from '../report/safe-json.ts';
import type { LabRun } from './run-request.ts';

const keptRuns = 20;

function runsDir(state: string, lab: string): string {
  return path.join(state, lab, 'runs');
}

/**
 * Keeps every event of a run as a line of a file that only its owner can read; the newest 20 runs of a lab stay.
 * History is a convenience: what goes wrong with it is told once and never stops or fails a run.
 */
export function keepRun(
  run: Pick<LabRun, 'id' | 'listen'>,
  lab: string,
  state: string,
  failed: (why: Error) => void,
): { end: () => void } {
  let descriptor: number | undefined;
  let stop = () => {};
  const end = () => {
    stop();
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  const guarded = (action: () => void) => {
    try {
      action();
    } catch (error) {
      end();
      failed(error as Error);
    }
  };
  guarded(() => {
    const dir = runsDir(state, lab);
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    descriptor = openSync(path.join(dir, fileName(run.id)), 'w', 0o600);
    removeOld(dir);
  });
  if (descriptor === undefined) return { end };
  stop = run.listen((event) => {
    // One write a line: a kill leaves whole lines, or one torn last line that reading leaves out.
    if (descriptor !== undefined) guarded(() => writeSync(descriptor as number, `${safeJson(event)}\n`));
  });
  return { end };
}

function fileName(run: string): string {
  return `${run.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 100)}.jsonl`;
}

function removeOld(dir: string): void {
  for (const { file } of newestFirst(dir).slice(keptRuns)) rmSync(file, { force: true });
}

/** Kept runs of a lab, the newest first; empty where there are none. */
export function keptRunsOf(lab: string, state: string): string[] {
  return newestFirst(runsDir(state, lab)).map(({ file }) => file);
}

function newestFirst(dir: string): { file: string; time: number }[] {
  return readNames(dir)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => {
      const file = path.join(dir, name);
      const found = statSync(file, { throwIfNoEntry: false });
      return found ? [{ file, time: found.mtimeMs }] : [];
    })
    .toSorted((a, b) => b.time - a.time || b.file.localeCompare(a.file));
}

function readNames(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
