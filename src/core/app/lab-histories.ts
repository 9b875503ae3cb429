import { setTimeout as pause } from 'node:timers/promises';
import type { Lab } from '../../shared/lab/lab.ts';
import type { LabEvent } from '../../shared/run/events.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { LabNews } from '../../shared/snapshot/news.ts';
import type { LabSnapshot } from '../../shared/snapshot/snapshot.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import type { KeptRuns } from '../runs/kept-runs.ts';
import { LabHistory, type SessionRun } from './lab-history.ts';

/** What is known of a lab from its runs, as its nodes are seen now. */
export type Seen = (id: string, lab: Lab, snapshot: LabSnapshot) => LabSnapshot;

interface Known {
  lab: Lab;
  history: LabHistory;
  /** Runs of this session that the history was told of: their files say nothing new. */
  own: Set<string>;
  /** Files that were counted, as they were then. */
  counted: Map<string, string>;
  reading: Promise<void>;
}

/** Pause between two news of a lab: what changes meanwhile is told at once. */
const paceMs = 100;

/** The histories of all labs that a window looked at since the app was started. */
export class LabHistories {
  readonly #kept: KeptRuns;
  readonly #seen: Seen;
  readonly #known = new Map<string, Known>();
  /** The newest run of each lab in this session. */
  readonly #newest = new Map<string, SessionRun>();

  constructor(kept: KeptRuns, seen: Seen = (_id, _lab, snapshot) => snapshot) {
    this.#kept = kept;
    this.#seen = seen;
  }

  begin(id: string, run: SessionRun): void {
    this.#newest.set(id, run);
    const known = this.#known.get(id);
    known?.own.add(run.id);
    known?.history.begin(run);
  }

  /** Says that the newest run of a lab told something, or ended, or that its nodes are seen otherwise. */
  told(id: string): void {
    this.#known.get(id)?.history.told();
  }

  /** A terminal showed that a step was done by hand. */
  saw(id: string, lab: Lab, step: StepId): void {
    this.#of(id, lab).history.saw(step, new Date().toISOString());
  }

  /** What is known of a lab, first the whole, then what changed. Each kept run is read once, until its file changes. */
  async *news(
    id: string,
    lab: Lab,
    { signal, ready }: { signal?: AbortSignal | undefined; ready?: (() => Promise<void>) | undefined },
  ): AsyncGenerator<LabNews, void> {
    const known = this.#of(id, lab);
    // What cannot be read now is read when a window asks again.
    known.reading = known.reading.then(() => this.#read(known)).catch(() => undefined);
    await known.reading;
    let isFirst = true;
    const paced = async () => {
      if (!isFirst) await pause(paceMs, undefined, { ...(signal && { signal }), ref: false }).catch(() => undefined);
      isFirst = false;
      await ready?.();
    };
    yield* known.history.news(signal, paced);
  }

  #of(id: string, lab: Lab): Known {
    const known = this.#known.get(id);
    // Whoever renames a lab or gives it another track has another lab.
    if (known?.lab.name === lab.name && known.lab.track === lab.track) {
      known.lab = lab;
      return known;
    }
    const history = new LabHistory(outlineOf(lab.track), (snapshot) => this.#seen(id, fresh.lab, snapshot));
    const fresh: Known = { lab, history, own: new Set(), counted: new Map(), reading: Promise.resolve() };
    this.#known.set(id, fresh);
    const going = this.#newest.get(id);
    if (going?.running) this.begin(id, going);
    return fresh;
  }

  async #read(known: Known): Promise<void> {
    const files = this.#kept.files(known.lab.name);
    const fresh = files.filter(({ file, run, stamp }) => !known.own.has(run) && known.counted.get(file) !== stamp);
    if (fresh.length > 0) await known.history.read(this.#events(fresh.map(({ file }) => file)));
    known.counted = new Map(files.map(({ file, stamp }) => [file, stamp]));
  }

  async *#events(files: readonly string[]): AsyncGenerator<LabEvent[], void> {
    for (const file of files) yield await this.#kept.read(file).catch(() => []);
  }
}
