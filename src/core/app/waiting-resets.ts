import type { RunResult } from '../../shared/run/events.ts';
import { nodesAway } from '../runs/away.ts';
import type { RunRequest } from '../runs/run-request.ts';
import type { KeptWaiting } from './waiting-file.ts';

type Request = Pick<RunRequest, 'depth'>;

interface Waiting {
  nodes: string[];
  request: Request;
  /** Milliseconds of the clock at which waiting ends: who comes later has other plans for the lab. */
  until: number;
  /** Nodes for which a reset was done already, and nodes seen to be away since then. */
  tried: Set<string>;
  seenAway: Set<string>;
}

interface Options {
  /** Whether a node answers again; asks nobody anything. Rejects where the lab is not there any more. */
  isBack: (lab: string, node: string) => Promise<boolean>;
  /** Whether something of the lab stands on nodes that were reset: somebody has built it again since. */
  isBuilt: (lab: string, without: readonly string[]) => Promise<boolean>;
  reset: (lab: string, request: Request) => Promise<void>;
  onChange: () => void;
  /** Told what there is to be kept for the next start of the app, whenever that changes. */
  keep: (all: KeptWaiting) => void;
  now?: () => number;
}

/** How often nodes that wait are looked for, and for how long. */
const lookEveryMs = 5_000;
const longestMs = 60 * 60 * 1000;

/**
 * Nodes that a reset could not reach. While the app runs they are looked for, and the reset is done once more, to the same
 * depth, when one is back. After an hour, and after a restart of the app, they are `left`: nobody looks for them until that
 * is asked for `again`. Whoever cancels it, stops it, builds the lab again or takes it off the list has changed their mind.
 * Containers of others are never disconnected by it: that was agreed to for the nodes as they were then.
 */
export class WaitingResets {
  readonly #options: Options;
  readonly #waiting = new Map<string, Waiting>();
  readonly #left = new Map<string, Pick<Waiting, 'nodes' | 'request'>>();
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(options: Options) {
    this.#options = options;
  }

  of(lab: string): string[] {
    return this.#waiting.get(lab)?.nodes ?? [];
  }

  /** Nodes that were waited for, and are not any more. */
  left(lab: string): string[] {
    return this.#left.get(lab)?.nodes ?? [];
  }

  /** What an earlier start of the app kept; what this one knows better stays. */
  restore(kept: KeptWaiting): void {
    for (const [lab, { nodes, depth }] of Object.entries(kept))
      if (!this.#waiting.has(lab) && nodes.length > 0)
        this.#left.set(lab, { nodes, request: { ...(depth && { depth }) } });
    this.#options.onChange();
  }

  /** Waits once more for those that are left; nothing where there are none. */
  again(lab: string): void {
    const left = this.#left.get(lab);
    if (!left) return;
    this.#left.delete(lab);
    this.#waiting.set(lab, { ...left, ...this.#fresh() });
    this.#changed();
  }

  /** Hears of every run that has ended. `reached`: nodes to which there was a connection, whatever became of it. */
  ended(
    lab: string,
    { command, depth }: Request & Pick<RunRequest, 'command'>,
    result: RunResult,
    reached: ReadonlySet<string>,
  ): void {
    if (command !== 'reset' && command !== 'run') return;
    const nodes = command === 'reset' ? nodesAway(result, reached) : [];
    if (nodes.length > 0) {
      const { until, tried, seenAway } = this.#waiting.get(lab) ?? this.#fresh();
      this.#waiting.set(lab, {
        ...{ nodes, request: { ...(depth && { depth }) } },
        ...{ until, tried, seenAway },
      });
    } else this.#waiting.delete(lab);
    this.#left.delete(lab);
    this.#changed();
  }

  /** What is kept stays as it is. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  /** Looks for all of them once. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      for (const [lab, one] of [...this.#waiting]) {
        const isOver = await this.#lookFor(lab, one).catch(() => true);
        // Somebody may have done something else meanwhile.
        if (isOver && this.#waiting.get(lab) === one) this.forget(lab);
      }
    } finally {
      this.#looking = false;
    }
  }

  /** True where waiting is over, but for the reset that was started: its end says whether anybody is still away. */
  async #lookFor(lab: string, one: Waiting): Promise<boolean> {
    if (this.#now() > one.until) {
      this.#left.set(lab, { nodes: one.nodes, request: one.request });
      this.#waiting.delete(lab);
      this.#changed();
      return false;
    }
    const back = await Promise.all(one.nodes.map((node) => this.#options.isBack(lab, node)));
    for (const [index, node] of one.nodes.entries()) if (!back[index]) one.seenAway.add(node);
    // One that answers, but fails in its reset, would else be reset without an end.
    const due = one.nodes.filter((node, index) => back[index] && (!one.tried.has(node) || one.seenAway.has(node)));
    if (due.length === 0 || this.#waiting.get(lab) !== one) return false;
    if (await this.#options.isBuilt(lab, one.nodes)) return true;
    if (this.#waiting.get(lab) !== one) return false;
    for (const node of due) {
      one.tried.add(node);
      one.seenAway.delete(node);
    }
    await this.#options.reset(lab, one.request);
    return false;
  }

  /** Nobody is waited for any more; nothing where nobody was. */
  forget(lab: string): void {
    this.#waiting.delete(lab);
    this.#left.delete(lab);
    this.#changed();
  }

  #fresh(): Pick<Waiting, 'until' | 'tried' | 'seenAway'> {
    return { until: this.#now() + longestMs, tried: new Set(), seenAway: new Set() };
  }

  #changed(): void {
    this.#tick();
    const all = [...this.#left, ...this.#waiting];
    this.#options.keep(Object.fromEntries(all.map(([lab, { nodes, request }]) => [lab, { nodes, ...request }])));
    this.#options.onChange();
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #tick(): void {
    if (this.#waiting.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    this.#timer ??= setInterval(() => void this.look(), lookEveryMs).unref();
  }
}
