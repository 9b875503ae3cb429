import { randomUUID } from 'node:crypto';
import type { StepId } from '../../shared/run/steps.ts';
import { boundedText } from '../../shared/text/bounded-text.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { entryLimits, type TypedEntry } from '../../shared/transcript/entry.ts';
import { CommandFollower, type Following } from './command-follower.ts';
import { addTyped, type Kept, mostLines, newest, readTyped, rewriteTyped } from './kept-entries.ts';
import { type Lesson, lessonCommand } from './lesson-command.ts';
import type { Where } from './read-measuring.ts';
import { showsDone } from './typed-evidence.ts';

export interface TranscriptOptions {
  /** Where it is kept, and under which name of a lab. */
  state: string;
  lab: string;
  onChange: () => void;
  /** Keeping it is a convenience: what goes wrong with it is told, and stops nothing. */
  failed: (why: Error) => void;
}

export interface Hears {
  /** Of steps that were done by what was typed. */
  done: (step: StepId) => void;
  /** Of each command as it is sent, whatever it is: it is not kept. */
  typed?: (command: string) => void;
}

/** What was typed in the terminals of one lab, as far as its tutorial has it: each command with what it printed. */
export class Transcript {
  readonly #options: TranscriptOptions;
  readonly #entries = new Map<string, TypedEntry>();
  #others = 0;
  #lines = 0;
  #writing: Promise<void>;

  constructor(options: TranscriptOptions) {
    this.#options = options;
    this.#writing = readTyped(options.state, options.lab).then(({ entries, others, lines }) => {
      this.#lines = lines;
      // What was running in a terminal of an app that has ended since: nobody saw its end.
      for (const one of entries) this.#entries.set(one.id, one.state === 'running' ? { ...one, state: 'cut' } : one);
      this.#others += others;
      options.onChange();
    });
  }

  /** Resolves when what was kept earlier, and all that came since, has been read and written. */
  get settled(): Promise<void> {
    return this.#writing;
  }

  get entries(): TypedEntry[] {
    return newest(this.#entries);
  }

  /** How many commands were none of the tutorial's. */
  get others(): number {
    return this.#others;
  }

  /** Follows a terminal of the lab that was opened there. */
  follow(lesson: Lesson, where: Where, { done, typed }: Hears): CommandFollower {
    return new CommandFollower((command) => {
      typed?.(command);
      return this.#typed(lesson, where, command, done);
    });
  }

  #typed(lesson: Lesson, where: Where, command: string, done: (step: StepId) => void): Following | undefined {
    const known = command.length <= entryLimits.command ? lessonCommand(lesson, where, command) : undefined;
    if (!known) {
      this.#others += 1;
      this.#keep({ entries: [], others: 1 });
      return undefined;
    }
    const { node, container } = where;
    const entry: TypedEntry = {
      ...{
        id: randomUUID(),
        at: new Date().toISOString(),
        state: 'running',
        node,
        step: known.step,
        command,
        text: '',
      },
      ...(container !== undefined && { container }),
    };
    this.#put(entry);
    const over = (state: 'ended' | 'cut', output: string): TypedEntry => {
      const { text, leftOut } = boundedText(stripUnsafe(output), entryLimits);
      return { ...entry, state, ended: new Date().toISOString(), text, ...(leftOut > 0 && { leftOut }) };
    };
    return {
      ended: (output, isWhole) => {
        const measurement = isWhole ? known.read?.(output) : undefined;
        this.#put({ ...over('ended', output), ...(measurement && { measurement }) });
        if (showsDone(known.step, stripUnsafe(output), lesson.lab.track)) done(known.step);
      },
      cut: (output) => this.#put(over('cut', output)),
    };
  }

  #put(entry: TypedEntry): void {
    this.#entries.set(entry.id, entry);
    // Well before it is much more than is ever told.
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > 1000 && oldest !== undefined) this.#entries.delete(oldest);
    this.#keep({ entries: [entry], others: 0 });
    this.#options.onChange();
  }

  #keep(added: Kept): void {
    const { state, lab, failed } = this.#options;
    const keep = async () => {
      await addTyped(state, lab, added);
      this.#lines += 1;
      if (this.#lines <= mostLines) return;
      await rewriteTyped(state, lab, { entries: this.entries, others: this.#others });
      this.#lines = this.entries.length + 1;
    };
    this.#writing = this.#writing.then(keep).catch(failed);
  }
}
