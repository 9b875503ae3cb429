import type { LabEvent, RunCommand } from '../../shared/run/events.ts';
import { foldEvents, viewOf } from '../../shared/run/fold.ts';
import { type Kept, shownRun } from '../../shared/run/kept.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { isFinished, newView, type RunView } from '../../shared/run/view.ts';
import { type LabNews, newsBetween } from '../../shared/snapshot/news.ts';
import { emptySnapshot, type LabSnapshot } from '../../shared/snapshot/snapshot.ts';
import type { TrackOutline } from '../../shared/tracks/outline.ts';
import { withRun } from '../runs/with-run.ts';
import { withTyped } from '../runs/with-typed.ts';
import { Live } from './live.ts';

/** Of a run only what a snapshot tells of it: no line of the log, and that there were outputs, not what they say. */
const outline: Kept = {
  ...shownRun,
  output: { chars: 0, lines: 0 },
  outputs: Number.POSITIVE_INFINITY,
  fewOutput: { chars: 0, lines: 0 },
  log: 0,
};

/** A run of this session; `events` grows while it is running. */
export interface SessionRun {
  id: string;
  /** Its events say so only once all nodes are open. */
  command: RunCommand;
  events: readonly LabEvent[];
  running: boolean;
}

interface Open {
  run: SessionRun;
  view: RunView | undefined;
}

/** So many finished runs can still be put in their order; those before them are one snapshot. */
const mostCounted = 60;

/** What is known of one lab: each finished run is counted once, in the order of their starts, and one that is running upon them. */
export class LabHistory {
  readonly #track: TrackOutline;
  readonly #seen: (snapshot: LabSnapshot) => LabSnapshot;
  readonly #typed = new Map<StepId, string>();
  /** Of runs that are too old to be put in order. */
  #oldest = emptySnapshot;
  #counted: RunView[] = [];
  #finished = emptySnapshot;
  /** Runs of this session that are not counted yet, oldest first, as far as they were folded. */
  #open: Open[] = [];
  #reading = false;
  readonly #changed = new Live(undefined);

  /** `seen` puts in how the nodes are seen now. */
  constructor(track: TrackOutline, seen: (snapshot: LabSnapshot) => LabSnapshot = (snapshot) => snapshot) {
    this.#track = track;
    this.#seen = seen;
  }

  /**
   * Counts runs that were kept, also by another program beside this session: each at its place among those that are known.
   * A run that ended before it did anything is none.
   */
  async read(runs: AsyncIterable<LabEvent[]>): Promise<void> {
    this.#reading = true;
    try {
      for await (const events of runs) {
        const view = viewOf(events, outline);
        if (view && (view.result || view.steps.length > 0)) this.#add(ended(view));
      }
    } finally {
      this.#reading = false;
      this.told();
    }
  }

  begin(run: SessionRun): void {
    this.#open.push({ run, view: undefined });
    this.told();
  }

  /** Says that a run of this session told something, or ended. */
  told(): void {
    while (!this.#reading && this.#open[0]?.run.running === false) {
      const open = this.#open.shift();
      const view = open && viewNow(open);
      if (view) this.#add(view);
    }
    this.#changed.touch();
  }

  /** A terminal showed that a step was done by hand. */
  saw(step: StepId, at: string): void {
    this.#typed.set(step, at);
    this.told();
  }

  /** What is known now. */
  get snapshot(): LabSnapshot {
    const ran = this.#open.reduce((before, open) => this.#count(before, open), this.#finished);
    return this.#seen({ ...ran, stands: withTyped(ran.stands, this.#typed, ran.takenBackAt) });
  }

  /** First the whole, then what changed, no faster than a window is `ready` for it. */
  async *news(signal: AbortSignal | undefined, ready: () => Promise<void>): AsyncGenerator<LabNews, void> {
    let sent: LabSnapshot | undefined;
    for await (const _ of this.#changed.changes(signal, ready)) {
      const now = this.snapshot;
      const news = sent ? newsBetween(sent, now) : { whole: now };
      sent = now;
      if (news) yield news;
    }
  }

  #count(before: LabSnapshot, open: Open): LabSnapshot {
    const view = viewNow(open);
    return view ? withRun(this.#track, before, view) : before;
  }

  /** Usually it is the newest; else all after it are counted again. */
  #add(one: RunView): void {
    const others = this.#counted.filter(({ run }) => run !== one.run);
    const at = others.findLastIndex(({ startedAt }) => startedAt <= one.startedAt) + 1;
    const isNext = at === others.length && others.length === this.#counted.length;
    this.#counted = others.toSpliced(at, 0, one);
    const counted = (before: LabSnapshot, view: RunView) => withRun(this.#track, before, view);
    if (isNext) this.#finished = counted(this.#finished, one);
    else this.#finished = this.#counted.reduce(counted, this.#oldest);
    for (const old of this.#counted.splice(0, this.#counted.length - mostCounted))
      this.#oldest = counted(this.#oldest, old);
  }
}

/** As far as its events say; undefined before the first. */
function viewNow(open: Open): RunView | undefined {
  const { events, command, running } = open.run;
  const [first] = events;
  if (!first) return undefined;
  const view = open.view ?? newView({ lab: first.lab, run: first.run, at: first.at, command });
  // Numbers have no gaps: what is in the view already are as many events from the first on.
  open.view = foldEvents(view, events.slice(view.lastSeq), outline);
  return running ? open.view : ended(open.view);
}

const ended = (view: RunView): RunView => (isFinished(view) ? view : { ...view, interrupted: true });
