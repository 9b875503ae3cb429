import { statSync } from 'node:fs';
import path from 'node:path';
import type { LabEvent, RunCommand, RunResult } from '../../shared/events.ts';
import { viewOf } from '../report/apply-event.ts';
import { keptRunsOf } from '../report/history.ts';
import { readRun } from '../report/read-run.ts';

/** A run as lists name it. */
export interface RunSummary {
  run: string;
  command: RunCommand;
  /** ISO 8601, its first event. */
  at: string;
  result: RunResult | null;
}

/** Runs of earlier times, from the files in which they are kept; each file is read once while it stays as it is. */
export class KeptRuns {
  readonly #state: string;
  readonly #known = new Map<string, { stamp: string; summary: RunSummary | undefined }>();

  constructor(state: string) {
    this.#state = state;
  }

  /** The newest first; files that cannot be read are left out. */
  async of(lab: string): Promise<RunSummary[]> {
    const read = await Promise.all(keptRunsOf(lab, this.#state).map((file) => this.#summary(file)));
    return read.filter((summary) => summary !== undefined);
  }

  async newest(lab: string): Promise<RunSummary | undefined> {
    const [file] = keptRunsOf(lab, this.#state);
    return file === undefined ? undefined : this.#summary(file);
  }

  /** The events of one; undefined where it is not kept. */
  async events(lab: string, run: string): Promise<LabEvent[] | undefined> {
    const file = keptRunsOf(lab, this.#state).find((kept) => path.basename(kept, '.jsonl') === run);
    return file === undefined ? undefined : readRun(file);
  }

  async #summary(file: string): Promise<RunSummary | undefined> {
    const found = statSync(file, { throwIfNoEntry: false });
    const stamp = `${found?.mtimeMs} ${found?.size}`;
    const known = this.#known.get(file);
    if (known?.stamp === stamp) return known.summary;
    const summary = await readRun(file).then(summaryOf, () => undefined);
    this.#known.set(file, { stamp, summary });
    return summary;
  }
}

export function summaryOf(events: readonly LabEvent[]): RunSummary | undefined {
  const view = viewOf(events);
  return view && { run: view.run, command: view.command, at: view.startedAt, result: view.result ?? null };
}
