import { toLabError } from '../../shared/errors.ts';
import type { RunResult } from '../../shared/run/events.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { noPrompts } from '../remote/auth/prompts.ts';
import type { NodeSessions } from '../runs/node-sessions.ts';
import type { RunRequest } from '../runs/run-request.ts';

type Request = Pick<RunRequest, 'depth' | 'includeUnowned'>;

interface Waiting {
  nodes: string[];
  request: Request;
}

interface Options {
  /** Whether a node answers again; asks nobody anything. */
  isBack: (lab: string, node: string) => Promise<boolean>;
  reset: (lab: string, request: Request) => Promise<void>;
  onChange: () => void;
}

/** How often nodes that wait are looked for. */
const lookEveryMs = 5_000;

/** What tells that a node is away, and not that it says no. */
const away = ['unreachable', 'time-out'];

/**
 * Nodes that a reset could not reach. While the app runs they are looked for, and the same reset is done once more when one
 * is back; whoever builds the lab again has changed their mind.
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

  /** Hears of every run that has ended. */
  ended(
    lab: string,
    { command, depth, includeUnowned }: Request & Pick<RunRequest, 'command'>,
    { errors }: RunResult,
  ): void {
    if (command !== 'reset' && command !== 'run') return;
    const lost = errors.flatMap(({ code, node, step }) => (away.includes(code) && node && !step ? [node] : []));
    const nodes = command === 'reset' ? [...new Set(lost)] : [];
    if (nodes.length > 0)
      this.#waiting.set(lab, {
        nodes,
        request: { ...(depth && { depth }), ...(includeUnowned && { includeUnowned }) },
      });
    else this.#waiting.delete(lab);
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
      for (const [lab, { nodes, request }] of [...this.#waiting]) {
        const back = await Promise.all(nodes.map((node) => this.#options.isBack(lab, node)));
        // Somebody may have done something else meanwhile.
        if (back.includes(true) && this.of(lab).length > 0)
          await this.#options.reset(lab, request).catch(() => undefined);
      }
    } finally {
      this.#looking = false;
    }
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
  try {
    const { lab, baseDir, ownFiles } = await loaded;
    const found = lab.nodes.find((node) => node.name === name);
    if (!found) return false;
    const { address, ssh } = found;
    const node = await sessions.lend({ name, address, ssh, baseDir, ownFiles }, { prompts: () => noPrompts });
    await node.close();
    return true;
  } catch (error) {
    return !away.includes(toLabError(error).code);
  }
}
