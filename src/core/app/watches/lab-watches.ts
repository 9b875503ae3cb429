import { LabError, toLabError } from '../../../shared/errors.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { LabSnapshot } from '../../../shared/snapshot/snapshot.ts';
import { texts } from '../../../shared/texts/text.ts';
import { outlineOf } from '../../../shared/tracks/tracks.ts';
import { reportError } from '../../engine/report-error.ts';
import { waitFor } from '../../gates/wait-for.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import { LabSight } from './lab-sight.ts';
import { WatchedLab, type WatchedLabOptions } from './watched-lab.ts';

export interface LabWatchesOptions extends Pick<WatchedLabOptions, 'sessions' | 'startRun'> {
  /** A lab that somebody agreed to; an error where nobody did: nobody is asked. */
  agreed: (id: string, signal: AbortSignal) => Promise<TrustedLab>;
  isBusy: (id: string) => boolean;
  isRunning: (id: string) => boolean;
  /** Something was announced on a node of this lab. */
  heard?: (id: string, node: string) => void;
  /** Something is to be shown of this lab. */
  told: (id: string) => void;
  /** So long a watch stays after its last window: one that reloads finds it. */
  lingerMs?: number;
}

interface Looked {
  users: number;
  /** Ends the watch; absent where there are too many of them. */
  over?: AbortController | undefined;
  linger?: NodeJS.Timeout;
  watched?: WatchedLab | undefined;
  /** Why there is no watch. */
  error?: LabError | undefined;
  wake: () => void;
}

/** Labs that are watched at a time. */
const mostLabs = 12;
const lingerMs = 5_000;
/** How often it is seen to whether the lab is another one now, and whether one may be watched that may not yet. */
const lookMs = 2_000;

/** One watch a lab, for as long as a window looks at it. */
export class LabWatches {
  readonly #options: LabWatchesOptions;
  readonly #looked = new Map<string, Looked>();

  constructor(options: LabWatchesOptions) {
    this.#options = options;
  }

  /** A window looks at the lab from now on; gives what ends that. */
  begin(id: string): () => void {
    const looked: Looked = this.#looked.get(id) ?? { users: 0, wake: () => undefined };
    this.#looked.set(id, looked);
    looked.users += 1;
    clearTimeout(looked.linger);
    this.#share();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      looked.users -= 1;
      if (looked.users > 0) return;
      const end = () => {
        this.#end(id, looked);
        this.#share();
      };
      looked.linger = setTimeout(end, this.#options.lingerMs ?? lingerMs);
      looked.linger.unref();
    };
  }

  /** What is known of the lab, as it is seen now. */
  in(id: string, lab: Lab, snapshot: LabSnapshot): LabSnapshot {
    const looked = this.#looked.get(id);
    if (!looked) return snapshot;
    if (looked.watched) return looked.watched.in(snapshot);
    const error = reportError(looked.error ?? new LabError('unreachable', texts.watch.looking));
    return new LabSight(lab, outlineOf(lab.track), { state: 'unknown', error }).in(snapshot, false);
  }

  /** A drill is running there of which nothing may be told. */
  isSecret(id: string): boolean {
    return this.#looked.get(id)?.watched?.isSecret ?? false;
  }

  /** A run begins, or a person sends a command in a terminal. */
  busy(id: string): void {
    this.#looked.get(id)?.watched?.busy();
  }

  /** It ended; a person may have answered what kept the watch away from a node. */
  again(id: string): void {
    const looked = this.#looked.get(id);
    looked?.wake();
    looked?.watched?.again();
  }

  close(): void {
    for (const [id, looked] of this.#looked) this.#end(id, looked);
  }

  /** Of so many at a time: whoever is watched already stays so, but for those that only linger. */
  #share(): void {
    const rank = ({ users, over }: Looked) => (users > 0 ? 2 : 0) + (over ? 1 : 0);
    const all = [...this.#looked].toSorted(([, one], [, other]) => rank(other) - rank(one));
    for (const [id, looked] of all.slice(mostLabs)) {
      if (looked.error?.code === 'refused' && !looked.over) continue;
      this.#stop(looked);
      looked.error = new LabError('refused', texts.watch.tooMany({ most: mostLabs }));
      this.#options.told(id);
    }
    for (const [id, looked] of all.slice(0, mostLabs)) {
      if (looked.over) continue;
      looked.error = undefined;
      looked.over = new AbortController();
      void this.#keep(id, looked, looked.over.signal);
    }
  }

  #stop(looked: Looked): void {
    looked.over?.abort();
    looked.over = undefined;
    looked.watched = undefined;
  }

  #end(id: string, looked: Looked): void {
    clearTimeout(looked.linger);
    this.#stop(looked);
    if (this.#looked.get(id) === looked) this.#looked.delete(id);
  }

  /** Watches the lab as its file describes it, and starts again when the file changes. Never rejects. */
  async #keep(id: string, looked: Looked, signal: AbortSignal): Promise<void> {
    let now: { key: string; over: AbortController } | undefined;
    while (!signal.aborted) {
      try {
        const lab = await this.#options.agreed(id, signal);
        if (signal.aborted) return;
        const key = JSON.stringify([lab.baseDir, lab.lab]);
        looked.error = undefined;
        if (now?.key !== key) {
          now?.over.abort();
          now = { key, over: new AbortController() };
          looked.watched = this.#watch(id, lab, AbortSignal.any([signal, now.over.signal]));
          this.#options.told(id);
        }
      } catch (thrown) {
        now?.over.abort();
        now = undefined;
        if (signal.aborted) return;
        looked.watched = undefined;
        looked.error = toLabError(thrown);
        this.#options.told(id);
      }
      const woken = new Promise<void>((resolve) => {
        looked.wake = resolve;
      });
      await waitFor(lookMs, { signal, woken });
    }
  }

  #watch(id: string, lab: TrustedLab, signal: AbortSignal): WatchedLab {
    const { sessions, startRun, isBusy, isRunning, told, heard } = this.#options;
    const watched = new WatchedLab(lab, {
      ...{ sessions, startRun },
      isBusy: () => isBusy(id),
      isRunning: () => isRunning(id),
      told: () => told(id),
      heard: (node) => heard?.(id, node),
    });
    void watched.run(signal);
    return watched;
  }
}
