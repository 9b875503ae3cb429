import { toLabError } from '../../shared/errors.ts';
import type { RunResult } from '../../shared/run/events.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import type { NodeSessions } from '../runs/node-sessions.ts';
import type { RunRequest } from '../runs/run-request.ts';

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
  now?: () => number;
}

/** How often nodes that wait are looked for, and for how long. */
const lookEveryMs = 5_000;
const longestMs = 60 * 60 * 1000;

/** What tells that a node is away, and not that it says no. */
const away = ['unreachable', 'time-out'];

/**
 * Nodes that a reset could not reach. While the app runs they are looked for, and the reset is done once more, to the same
 * depth, when one is back. Whoever cancels it, stops it, builds the lab again or takes it off the list has changed their mind.
 * Containers of others are never disconnected by it: that was agreed to for the nodes as they were then.
 */
export class WaitingResets {
  readonly #options: Options;
  readonly #waiting = new Map<string, Waiting>();
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(options: Options) {
    this.#options = options;
  }

  of(lab: string): string[] {
    return this.#waiting.get(lab)?.nodes ?? [];
  }

  /** Hears of every run that has ended. `reached`: nodes to which there was a connection, whatever became of it. */
  ended(
    lab: string,
    { command, depth }: Request & Pick<RunRequest, 'command'>,
    { errors }: RunResult,
    reached: ReadonlySet<string>,
  ): void {
    if (command !== 'reset' && command !== 'run') return;
    const lost = errors.flatMap(({ code, node, step }) =>
      away.includes(code) && node && !step && !reached.has(node) ? [node] : [],
    );
    // Where no node at all was reached it is this machine that is away.
    const counts = command === 'reset' && reached.size > 0 && !errors.some(({ code }) => code === 'cancelled');
    if (counts && lost.length > 0) {
      const fresh = { until: this.#now() + longestMs, tried: new Set<string>(), seenAway: new Set<string>() };
      const { until, tried, seenAway } = this.#waiting.get(lab) ?? fresh;
      this.#waiting.set(lab, {
        ...{ nodes: [...new Set(lost)], request: { ...(depth && { depth }) } },
        ...{ until, tried, seenAway },
      });
    } else this.#waiting.delete(lab);
    this.#tick();
    this.#options.onChange();
  }

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
    if (this.#now() > one.until) return true;
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
    this.#tick();
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

/** Connects, and says nothing to anybody: one that answers and asks for a password is back too. */
export async function isBack(loaded: Promise<TrustedLab>, sessions: NodeSessions, name: string): Promise<boolean> {
  const { lab, baseDir, ownFiles } = await loaded;
  const found = lab.nodes.find((node) => node.name === name);
  if (!found) return false;
  const { address, ssh } = found;
  try {
    const node = await sessions.lend({ name, address, ssh, baseDir, ownFiles });
    await node.close();
    return true;
  } catch (error) {
    return !away.includes(toLabError(error).code);
  }
}
