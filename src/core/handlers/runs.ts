import { LabError } from '../../shared/errors.ts';
import type { LabEvent } from '../../shared/events.ts';
import type { LabRun, RunRequest, StartRun } from '../app.ts';
import type { LoadedLab } from '../lab/load-lab.ts';
import { keepRun } from '../report/history.ts';
import type { NodeSessions } from '../sessions/node-sessions.ts';
import { KeptRuns, type RunSummary } from './kept-runs.ts';
import { Live } from './live.ts';
import type { Questions } from './questions.ts';

interface Going {
  run: LabRun;
  lab: string;
  summary: RunSummary;
  running: boolean;
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
  log: (message: string) => void;
}

type Wanted = Omit<RunRequest, 'prompts' | 'connect'>;

/** Events sent at once; more would hold up whatever else the window waits for. */
const batch = 500;

/** Runs that go on, one a lab at a time, the last one of each lab, and those that were kept. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #kept: KeptRuns;
  /** The newest run of each lab since the app was started. */
  readonly #last = new Map<string, Going>();

  constructor(options: RunsOptions) {
    this.#options = options;
    this.#kept = new KeptRuns(options.state);
  }

  get running(): boolean {
    return [...this.#last.values()].some(({ running }) => running);
  }

  /** The run that goes on with a lab now. */
  on(lab: string): RunSummary | undefined {
    const last = this.#last.get(lab);
    return last?.running ? last.summary : undefined;
  }

  start(lab: string, loaded: LoadedLab, wanted: Wanted): string {
    const other = this.on(lab);
    if (other)
      throw new LabError('refused', `A ${other.command} of ${loaded.lab.name} goes on already.`, {
        remedy: 'Watch it, or cancel it first.',
      });
    const over = new AbortController();
    const { sessions, questions, startRun } = this.#options;
    const run = startRun(loaded, {
      ...wanted,
      prompts: questions.prompts(lab, over.signal),
      connect: (target, { signal }) =>
        sessions.lend(target, { signal, prompts: (waiting) => questions.prompts(lab, waiting) }),
    });
    const summary = { run: run.id, command: wanted.command, at: new Date().toISOString(), result: null };
    const going: Going = { run, lab, summary, running: true, events: new Live<LabEvent[]>([]) };
    this.#last.set(lab, going);
    run.listen((event) => {
      going.events.value.push(event);
      going.events.touch();
    });
    this.#keep(going, loaded, over);
    this.#options.onChange();
    return run.id;
  }

  cancel(run: string): void {
    const going = this.#find(run);
    if (!going?.running) throw new LabError('not-found', 'This run has ended already.');
    going.run.cancel();
  }

  /** Cancels all and waits for their ends, also on the nodes. */
  async cancelAll(): Promise<void> {
    const going = [...this.#last.values()].filter(({ running }) => running);
    for (const { run } of going) run.cancel();
    await Promise.all(going.map(({ run }) => run.finished));
  }

  async newest(lab: string, name: string): Promise<(RunSummary & { running: boolean }) | undefined> {
    const last = this.#last.get(lab);
    if (last) return { ...last.summary, running: last.running };
    const kept = await this.#kept.newest(name);
    return kept && { ...kept, running: false };
  }

  async history(lab: string, name: string): Promise<(RunSummary & { running: boolean })[]> {
    const last = this.#last.get(lab);
    const kept = (await this.#kept.of(name)).map((one) => ({ ...one, running: false }));
    if (!last) return kept;
    return [{ ...last.summary, running: last.running }, ...kept.filter(({ run }) => run !== last.run.id)];
  }

  /** All events of a run so far. */
  async allEvents(run: string, name: string): Promise<LabEvent[]> {
    const events = this.#find(run)?.events.value ?? (await this.#kept.events(name, run));
    if (!events) throw new LabError('not-found', 'This run is not kept any more.');
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

  #keep(going: Going, { lab }: LoadedLab, over: AbortController): void {
    const { state, log, onChange } = this.#options;
    const kept = keepRun(going.run, lab.name, state, (why) => log(`A run of ${lab.name} is not kept: ${why.message}`));
    void going.run.finished.then((result) => {
      kept.end();
      over.abort();
      going.summary = { ...going.summary, result };
      going.running = false;
      onChange();
    });
  }
}
