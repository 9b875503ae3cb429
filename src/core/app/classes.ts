import type { Seat } from '../../shared/class/class.ts';
import { labNameOf } from '../../shared/class/class.ts';
import type { SeatOutcome } from '../../shared/class/outcome.ts';
import { stepsUpTo } from '../../shared/class/parts.ts';
import { LabError, toLabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { sent } from '../../shared/texts/wire.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import type { ClassView, ClassWorkView } from '../../shared/wire/class-view.ts';
import type { Door, Joined } from '../../shared/wire/seat-view.ts';
import { keepOutcomes } from '../class/kept-outcomes.ts';
import { knownClasses } from '../class/known-classes.ts';
import { type LoadedClass, loadClass } from '../class/load-class.ts';
import { machineLab } from '../class/machine-seat.ts';
import { outcomeOf, outcomeOfError } from '../class/outcome-of.ts';
import { atOnce, overSeats } from '../class/over-seats.ts';
import { SeatMarks } from '../class/seat-marks.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import type { RunRequest } from '../runs/run-request.ts';
import type { Labs } from './labs.ts';
import { Live } from './live.ts';
import type { Operations } from './operations.ts';
import type { Runs } from './runs.ts';

export interface ClassesOptions {
  env: NodeJS.ProcessEnv;
  labs: Labs;
  runs: Pick<Runs, 'start' | 'ended'>;
  operations: Pick<Operations, 'on'>;
  trusted: (id: string, signal: AbortSignal) => Promise<TrustedLab>;
  room?: ClassRoom | undefined;
}

/** The room of the class that is served: who sits where. */
export interface ClassRoom {
  readonly class: string;
  readonly door: Door;
  joined(seat: string): Joined | undefined;
  /** Calls after every change. */
  listen(changed: () => void): void;
  raiseHand(seat: string, up: boolean): void;
  /** A link for the seat that is good once; who sat there has to leave when it is used. */
  link(seat: string): string;
  /** Whoever sits there has to leave. */
  empty(seat: string): void;
}

interface Wanted {
  class: string;
  seats: readonly string[];
  command: ClassWorkView['command'];
  to?: string | undefined;
  depth?: 'made' | 'typed' | undefined;
}

/** The classes that this person worked with, and what each is doing at its seats: runs of labs like any other, in a queue. */
export class Classes {
  readonly #options: ClassesOptions;
  readonly #work = new Map<string, { view: ClassWorkView; over: AbortController }>();
  #adding: Promise<unknown> = Promise.resolve();
  readonly views = new Live<ClassView[]>([]);

  constructor(options: ClassesOptions) {
    this.#options = options;
    options.room?.listen(() => this.views.set(this.views.value.map((view) => this.#withRoom(view))));
  }

  /** The room of a class, where it is the one that is served. */
  room(name: string): ClassRoom {
    const { room } = this.#options;
    if (room?.class !== name) throw new LabError('refused', texts.class.notServed({ class: name }));
    return room;
  }

  /** Cards of the labs of a class, or of one seat of it. */
  labsOf(name: string, seat?: string): ReadonlySet<string> {
    const { seats = [] } = this.views.value.find((view) => view.name === name) ?? {};
    const chosen = seat === undefined ? seats : seats.filter((one) => one.name === seat);
    return new Set(chosen.flatMap(({ lab }) => lab ?? []));
  }

  /** Keeps up with labs that come and go. */
  async follow(signal: AbortSignal | undefined): Promise<void> {
    await this.#options.labs.refresh().catch(() => undefined);
    for await (const _ of this.#options.labs.cards.changes(signal)) await this.refresh().catch(() => undefined);
  }

  async refresh(): Promise<void> {
    const known = await knownClasses(this.#options.env);
    const seen = await Promise.all(known.map((one) => this.#view(one)));
    const views = seen.map((view) => this.#withRoom(view));
    if (JSON.stringify(views) !== JSON.stringify(this.views.value)) this.views.set(views);
  }

  /** Begins; what comes of it is told by the view. Throws where the class is at work, or knows no such seat or part. */
  async act(wanted: Wanted): Promise<void> {
    const { env } = this.#options;
    const known = (await knownClasses(env)).find(({ name }) => name === wanted.class);
    if (!known) throw new LabError('not-found', texts.class.notKnown({ class: wanted.class }));
    const loaded = await loadClass(known.file);
    const seats = loaded.seats.filter(({ name }) => wanted.seats.includes(name));
    if (seats.length !== new Set(wanted.seats).size) throw new LabError('bad-input', texts.class.seatsChanged);
    const request = requestOf(loaded, wanted);
    if (this.#work.get(loaded.name)?.view.running)
      throw new LabError('refused', texts.class.atWork({ class: loaded.name }));
    const states = seats.map(({ name: seat }) => ({ seat, state: 'waiting' as const }));
    const view: ClassWorkView = { command: wanted.command, running: true, seats: states };
    const over = new AbortController();
    this.#work.set(loaded.name, { view, over });
    this.#tell(loaded.name);
    void this.#queue(loaded, seats, request, over.signal);
  }

  cancel(name: string): void {
    const work = this.#work.get(name);
    if (!work?.view.running) throw new LabError('not-found', texts.class.notAtWork({ class: name }));
    work.over.abort();
  }

  cancelAll(): void {
    for (const { over } of this.#work.values()) over.abort();
  }

  async #queue(loaded: LoadedClass, seats: readonly Seat[], request: Request, signal: AbortSignal): Promise<void> {
    const { command } = request;
    const place = (seat: Seat) => ({ seat: seat.name, lab: labNameOf(loaded, seat), command });
    const outcomes = await overSeats({
      ...{ seats, most: atOnce.runs, signal },
      tell: {
        begun: (seat) => this.#seat(loaded.name, { seat, state: 'working' }),
        ended: ({ seat, state, error }) => this.#seat(loaded.name, { seat, state, ...(error && { error }) }),
      },
      work: (seat) => this.#run(loaded, seat, request, signal),
      failed: (seat, thrown) => outcomeOfError(place(seat), thrown),
    });
    const work = this.#work.get(loaded.name);
    if (work) work.view = { ...work.view, running: false };
    this.#tell(loaded.name);
    await keepOutcomes(this.#options.env, loaded.name, outcomes).catch(() => undefined);
  }

  async #run(loaded: LoadedClass, seat: Seat, request: Request, signal: AbortSignal): Promise<SeatOutcome> {
    const { runs, operations, trusted } = this.#options;
    const id = await this.#cardOf(loaded, seat);
    const lab = labNameOf(loaded, seat);
    if (id === undefined)
      throw new LabError('not-found', texts.class.notUp({ lab }), { remedy: texts.class.notUpRemedy });
    const other = operations.on(id);
    if (other !== undefined) throw new LabError('refused', texts.app.operationRunning({ other }));
    const opened = await trusted(id, signal);
    const { result, reached } = await runs.ended(runs.start(id, opened, request), signal);
    return outcomeOf({ seat: seat.name, lab, command: request.command }, opened.lab.track, result, reached);
  }

  #seat(name: string, change: ClassWorkView['seats'][number]): void {
    const work = this.#work.get(name);
    if (!work) return;
    work.view = { ...work.view, seats: work.view.seats.map((one) => (one.seat === change.seat ? change : one)) };
    this.#tell(name);
  }

  #tell(name: string): void {
    const work = this.#work.get(name)?.view;
    this.views.set(this.views.value.map((view) => (view.name === name && work ? { ...view, work } : view)));
  }

  async #view({ name, file }: { name: string; file: string }): Promise<ClassView> {
    const work = this.#work.get(name)?.view;
    const base = { name, file, seats: [], texts: {}, ...(work && { work }) };
    try {
      const loaded = await loadClass(file);
      const { words, lesson, track } = loaded;
      const seats = loaded.seats.map(async (seat) => {
        const lab = await this.#cardOf(loaded, seat);
        const { student } = seat;
        return { name: seat.name, ...(student !== undefined && { student }), ...(lab !== undefined && { lab }) };
      });
      const told = { ...(words !== undefined && { words }), ...(lesson && { goal: lesson.to }) };
      return { ...base, track, ...told, seats: await Promise.all(seats) };
    } catch (thrown) {
      return sent({ ...base, problem: toLabError(thrown).words.message }) as ClassView;
    }
  }

  #withRoom(view: ClassView): ClassView {
    const { room } = this.#options;
    if (room?.class !== view.name) return view;
    const seats = view.seats.map(({ joined: _, ...seat }) => {
      const joined = room.joined(seat.name);
      return { ...seat, ...(joined && { joined }) };
    });
    return { ...view, seats, door: room.door };
  }

  /** Among the window's labs; one of the same name that the class did not make is not its. */
  async #cardOf(loaded: LoadedClass, seat: Seat): Promise<string | undefined> {
    const { env, labs } = this.#options;
    if (seat.nodes) {
      const { file } = await machineLab(env, loaded, seat);
      // One after another: each that is new changes the list of the window's labs.
      const adding = this.#adding.then(
        async () => (labs.cards.value.find((card) => card.file === file) ?? (await labs.addFile(file))).id,
      );
      this.#adding = adding.catch(() => undefined);
      return adding;
    }
    const id = `practice:${labNameOf(loaded, seat)}`;
    const card = labs.cards.value.find((one) => one.id === id);
    return card && (await new SeatMarks(env, loaded.name).isOurs(seat.name, card.file)) ? id : undefined;
  }
}

type Request = Omit<RunRequest, 'prompts' | 'connect'> & { command: ClassWorkView['command'] };

function requestOf(loaded: LoadedClass, { command, to, depth }: Wanted): Request {
  if (command === 'reset') return { command, ...(depth && { depth }) };
  if (to === undefined) return { command };
  const outline = outlineOf(loaded.track);
  const only = stepsUpTo(outline, to);
  const parts = outline.parts.map(({ id }) => id);
  if (!only) throw new LabError('bad-input', texts.class.noPart({ part: to, parts }));
  return { command, only };
}
