import { LabError } from '../../shared/errors.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { LabEvent, RunResult } from '../../shared/run/events.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { LabNews } from '../../shared/snapshot/news.ts';
import { texts } from '../../shared/texts/text.ts';
import type { LoadedLab } from '../lab/load-lab.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { keepRun } from '../runs/history.ts';
import { KeptRuns, type RunSummary } from '../runs/kept-runs.ts';
import { letTrackChange } from '../runs/kept-track.ts';
import type { NodeSessions } from '../runs/node-sessions.ts';
import type { LabRun, RunRequest, StartRun } from '../runs/run-request.ts';
import { LabHistories, type Seen } from './lab-histories.ts';
import type { SessionRun } from './lab-history.ts';
import { Live } from './live.ts';
import type { Questions } from './questions.ts';
import { stepsAtWork } from './steps-at-work.ts';

interface Going {
  run: LabRun;
  lab: string;
  summary: RunSummary;
  wanted: Wanted;
  session: SessionRun;
  /** Every event so far: a window reads on from where it is, at its own pace. */
  events: Live<LabEvent[]>;
}

export interface RunsOptions {
  startRun: StartRun;
  sessions: NodeSessions;
  questions: Questions;
  /** Where runs are kept. */
  state: string;
  onChange: () => void;
  /** Told of every run that has ended, with the nodes to which there was a connection. */
  onEnd: (
    lab: string,
    request: Pick<RunRequest, 'command' | 'depth'>,
    result: RunResult,
    reached: ReadonlySet<string>,
  ) => void;
  log: (message: string) => void;
  /** For the log alone. */
  note: (text: string) => void;
  /** What is known of a lab from its runs, as its nodes are seen now. */
  seen?: Seen;
  /** A person asked for it: what only looks makes way. */
  onStart?: (lab: string) => void;
}

type Wanted = Omit<RunRequest, 'prompts' | 'connect'>;

/** Events sent at once; more would hold up whatever else the window waits for. */
const batch = 500;

/** Runs that go on, one a lab at a time, the last one of each lab, and those that were kept. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #kept: KeptRuns;
  readonly #histories: LabHistories;
  /** The newest run of each lab since the app was started. */
  readonly #last = new Map<string, Going>();

  constructor(options: RunsOptions) {
    this.#options = options;
    this.#kept = new KeptRuns(options.state);
    this.#histories = new LabHistories(this.#kept, options.seen);
  }

  get running(): boolean {
    return [...this.#last.values()].some(({ session }) => session.running);
  }

  /** The run that is running with a lab now. */
  on(lab: string): RunSummary | undefined {
    const last = this.#last.get(lab);
    return last?.session.running ? last.summary : undefined;
  }

  start(lab: string, loaded: TrustedLab, wanted: Wanted): string {
    const other = this.on(lab);
    if (other)
      throw new LabError('refused', texts.app.runRunning({ command: other.command, lab: loaded.lab.name }), {
        remedy: texts.app.runRunningRemedy,
      });
    const over = new AbortController();
    const run = this.#begin(lab, loaded, wanted, over.signal);
    const summary = { run: run.id, command: wanted.command, at: new Date().toISOString(), result: null };
    const events = new Live<LabEvent[]>([]);
    const session = { id: run.id, command: wanted.command, events: events.value, running: true };
    const going: Going = { run, lab, summary, wanted, session, events };
    this.#last.set(lab, going);
    this.#histories.begin(lab, session);
    run.listen((event) => {
      events.value.push(event);
      events.touch();
      this.#histories.told(lab);
    });
    this.#keep(going, loaded, over);
    this.#options.onChange();
    return run.id;
  }

  /** The card of a run that was started here, and is the newest of its lab. */
  labOf(run: string): string | undefined {
    return this.#find(run)?.lab;
  }

  /** One that is a part of other work: no window shows it, and it is not kept. Cancelled with the signal. */
  async perform(lab: string, loaded: TrustedLab, wanted: Wanted, signal: AbortSignal): Promise<RunResult> {
    const run = this.#begin(lab, loaded, wanted, signal);
    const cancel = () => run.cancel();
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    try {
      return await run.finished;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  #begin(lab: string, loaded: TrustedLab, wanted: Wanted, over: AbortSignal): LabRun {
    const { sessions, questions, startRun, onStart } = this.#options;
    onStart?.(lab);
    return startRun(loaded, {
      ...wanted,
      prompts: questions.prompts(lab, over),
      connect: (target, { signal, onState }) =>
        sessions.lend(target, { signal, onState, prompts: (waiting) => questions.prompts(lab, waiting) }),
    });
  }

  /** The result of a run that was started here, and the nodes to which there was a connection; cancelled with the signal. */
  async ended(run: string, signal: AbortSignal): Promise<{ result: RunResult; reached: ReadonlySet<string> }> {
    const going = this.#find(run);
    if (!going) throw new LabError('not-found', texts.app.runEnded);
    const cancel = () => going.run.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      return { result: await going.run.finished, reached: reachedIn(going) };
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  cancel(run: string): void {
    const going = this.#find(run);
    if (!going?.session.running) throw new LabError('not-found', texts.app.runEnded);
    going.run.cancel();
  }

  /** Cancels all and waits for their ends, also on the nodes. */
  async cancelAll(): Promise<void> {
    const going = [...this.#last.values()].filter(({ session }) => session.running);
    for (const { run } of going) run.cancel();
    await Promise.all(going.map(({ run }) => run.finished));
  }

  async newest(lab: string, name: string): Promise<(RunSummary & { running: boolean }) | undefined> {
    const last = this.#last.get(lab);
    if (last) return { ...last.summary, running: last.session.running };
    const kept = await this.#kept.newest(name);
    return kept && { ...kept, running: false };
  }

  /** What is known of a lab from all its runs: first the whole, then what changes. */
  news(id: string, lab: Lab, options: { signal?: AbortSignal; ready?: () => Promise<void> }): AsyncGenerator<LabNews> {
    return this.#histories.news(id, lab, options);
  }

  /** Something else than a run says how the lab stands. */
  told(id: string): void {
    this.#histories.told(id);
  }

  /** Steps at which a run with the lab is now, or was a moment ago. */
  atWork(lab: string): StepId[] {
    return stepsAtWork(this.#last.get(lab)?.events.value ?? []);
  }

  /** A terminal showed that a step was done by hand. */
  saw(id: string, lab: Lab, step: StepId): void {
    this.#histories.saw(id, lab, step);
  }

  /** All events of a run so far. */
  async allEvents(run: string, name: string): Promise<LabEvent[]> {
    const events = this.#find(run)?.events.value ?? (await this.#kept.events(name, run));
    if (!events) throw new LabError('not-found', texts.app.runNotSaved);
    return events;
  }

  /** Events from number `from` on, in batches, until the result. */
  async *events(
    run: string,
    name: string,
    { from, signal, ready }: { from: number; signal?: AbortSignal; ready?: () => Promise<void> },
  ): AsyncGenerator<LabEvent[], void> {
    const going = this.#find(run);
    const events = going?.events ?? new Live(await this.allEvents(run, name));
    let next = from - 1;
    for await (const all of events.changes(signal)) {
      while (next < all.length && !signal?.aborted) {
        await ready?.();
        const part = all.slice(next, next + batch);
        next += part.length;
        yield part;
      }
      if (!going || all.at(-1)?.type === 'result') return;
    }
  }

  #find(run: string): Going | undefined {
    return [...this.#last.values()].find((going) => going.run.id === run);
  }

  #keep(going: Going, { lab, trackIs }: LoadedLab, over: AbortController): void {
    const { state, log, note, onChange, onEnd } = this.#options;
    const kept = keepRun(going.run, lab.name, state, (why) => log(`A run of ${lab.name} is not saved: ${why.message}`));
    void going.run.finished.then(async (result) => {
      // Before it counts as over: whoever runs the lab next finds that another track may be chosen.
      if (trackIs && going.summary.command === 'reset' && result.ok)
        await letTrackChange(state, lab).catch((why: Error) => log(why.message));
      kept.end();
      over.abort();
      going.summary = { ...going.summary, result };
      going.session.running = false;
      this.#histories.told(going.lab);
      onEnd(going.lab, going.wanted, result, reachedIn(going));
      const { ok, changes } = result;
      note(`${going.summary.command} of ${lab.name} ended: ok ${ok}, ${changes} changes`);
      onChange();
    });
  }
}

const reachedIn = ({ events }: Going): ReadonlySet<string> =>
  new Set(events.value.flatMap((event) => (event.type === 'node' && event.state === 'ready' ? event.node : [])));
