import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DiagnosedRow } from './diagnosed/diagnose-trial.ts';
import type { DrillRow } from './drills/drill-trial.ts';
import type { FaultRow } from './fault.ts';
import type { HangRow } from './hangs/hang-trial.ts';
import type { StandRow } from './stands/stand-row.ts';

/** What came of one trial. The rows of a fault, of a hang and of what stands have columns of their own. */
export interface Outcome {
  name: string;
  verdict: 'passed' | 'failed' | 'skipped';
  detail: string;
}

export type Kind =
  | 'kills'
  | 'faults'
  | 'hangs'
  | 'stands'
  | 'diagnose'
  | 'follow'
  | 'picture'
  | 'drills'
  | 'rows'
  | 'sequences';
export type Result = { kind: Kind; at: string; seconds: number } & (
  | { kind: 'faults'; end: FaultRow }
  | { kind: 'hangs'; end: HangRow }
  | { kind: 'stands'; end: StandRow }
  | { kind: 'diagnose'; end: DiagnosedRow }
  | { kind: 'drills'; end: DrillRow }
  | { kind: Exclude<Kind, 'faults' | 'hangs' | 'stands' | 'diagnose' | 'drills'>; end: Outcome }
);

/**
 * Results of a campaign that may be cut and taken up again: a line each, in a file of the folder. Without a folder they
 * are only remembered. Of several tries of one trial the last one counts.
 */
export class Results {
  readonly #file: string | undefined;
  readonly #all: Result[] = [];

  constructor(folder: string | undefined) {
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    this.#file = path.join(folder, 'results.jsonl');
    this.#all.push(...readLines(this.#file));
  }

  add(result: Result): void {
    this.#all.push(result);
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(result)}\n`);
  }

  /** The last try of each trial, in the order of the first ones. */
  get last(): Result[] {
    return [...new Map(this.#all.map((one) => [`${one.kind} ${one.end.name}`, one])).values()];
  }

  /** True where a trial of this name has ended well before. */
  has(kind: Kind, name: string): boolean {
    return this.last.some((one) => one.kind === kind && one.end.name === name && one.end.verdict !== 'failed');
  }

  /** Those that failed at some time, and passed since. */
  get mended(): Result[] {
    const failed = this.#all.filter(({ end }) => end.verdict === 'failed');
    return failed.filter(({ kind, end }) => this.has(kind, end.name));
  }
}

function readLines(file: string): Result[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  // The last line may be torn where a campaign was cut in the middle of it.
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Result];
    } catch {
      return [];
    }
  });
}
