import { statSync } from 'node:fs';
import path from 'node:path';
import type { LabEvent, RunCommand, RunResult } from '../../shared/run/events.ts';
import { viewOf } from '../../shared/run/fold.ts';
import { keptRunsOf } from './history.ts';
import { readRun } from './read-run.ts';

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

  async newest(lab: string): Promise<RunSummary | undefined> {
    const [file] = keptRunsOf(lab, this.#state);
    return file === undefined ? undefined : this.#summary(file);
  }

  /** The events of one; undefined where it is not kept. */
  async events(lab: string, run: string): Promise<LabEvent[] | undefined> {
    const file = keptRunsOf(lab, this.#state).find((kept) => path.basename(kept, '.jsonl') === run);
    return file === undefined ? undefined : readRun(file);
  }

  /** The files of a lab's runs, oldest first, each with a stamp that changes with what it says. */
  files(lab: string): { file: string; run: string; stamp: string }[] {
    return keptRunsOf(lab, this.#state)
      .map((file) => ({ file, run: path.basename(file, '.jsonl'), stamp: stampOf(file) }))
      .reverse();
  }

  /** The events in one of them. Throws where it cannot be read. */
  read(file: string): Promise<LabEvent[]> {
    return readRun(file);
  }

  async #summary(file: string): Promise<RunSummary | undefined> {
    const stamp = stampOf(file);
    const known = this.#known.get(file);
    if (known?.stamp === stamp) return known.summary;
    const summary = await readRun(file).then(summaryOf, () => undefined);
    this.#known.set(file, { stamp, summary });
    return summary;
  }
}

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return `${found?.mtimeMs} ${found?.size}`;
}

export function summaryOf(events: readonly LabEvent[]): RunSummary | undefined {
  const view = viewOf(events);
  return view && { run: view.run, command: view.command, at: view.startedAt, result: view.result ?? null };
}
