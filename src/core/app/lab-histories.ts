import { setTimeout as pause } from 'node:timers/promises';
import type { Lab } from '../../shared/lab/lab.ts';
import type { LabEvent } from '../../shared/run/events.ts';
import type { LabNews } from '../../shared/snapshot/news.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import type { KeptRuns } from '../runs/kept-runs.ts';
import { LabHistory, type SessionRun } from './lab-history.ts';

type Named = Pick<Lab, 'name' | 'track'>;

interface Known extends Named {
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
  readonly #known = new Map<string, Known>();
  /** The newest run of each lab in this session. */
  readonly #newest = new Map<string, SessionRun>();

  constructor(kept: KeptRuns) {
    this.#kept = kept;
  }

  begin(id: string, run: SessionRun): void {
    this.#newest.set(id, run);
    const known = this.#known.get(id);
    known?.own.add(run.id);
    known?.history.begin(run);
  }

  /** Says that the newest run of a lab told something, or ended. */
  told(id: string): void {
    this.#known.get(id)?.history.told();
  }

  /** What is known of a lab, first the whole, then what changed. Each kept run is read once, until its file changes. */
  async *news(
    id: string,
    lab: Named,
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

  #of(id: string, { name, track }: Named): Known {
    const known = this.#known.get(id);
    // Whoever renames a lab or gives it another track has another lab.
    if (known?.name === name && known.track === track) return known;
    const history = new LabHistory(outlineOf(track));
    const fresh: Known = { name, track, history, own: new Set(), counted: new Map(), reading: Promise.resolve() };
    this.#known.set(id, fresh);
    const going = this.#newest.get(id);
    if (going?.running) this.begin(id, going);
    return fresh;
  }

  async #read(known: Known): Promise<void> {
    const files = this.#kept.files(known.name);
    const fresh = files.filter(({ file, run, stamp }) => !known.own.has(run) && known.counted.get(file) !== stamp);
    if (fresh.length > 0) await known.history.read(this.#events(fresh.map(({ file }) => file)));
    known.counted = new Map(files.map(({ file, stamp }) => [file, stamp]));
  }

  async *#events(files: readonly string[]): AsyncGenerator<LabEvent[], void> {
    for (const file of files) yield await this.#kept.read(file).catch(() => []);
  }
}
