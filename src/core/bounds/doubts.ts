import { texts, type Words } from '../../shared/texts/text.ts';
import type { Node } from '../machine/port.ts';
import type { Bounds } from './bounds.ts';
import { deadlines } from './deadlines.ts';
import { silenceOf } from './docker-silence.ts';

/**
 * Who waits on a node for longer than an answer usually takes hears why, once the node knows it: many programs ask Docker
 * themselves, and wait with it. Nobody waits less for that, and nothing is said where nothing is known.
 */
export class Doubts {
  readonly #node: Pick<Node, 'name' | 'run'>;
  readonly #slow: NonNullable<Bounds['slow']> | undefined;
  /** Waits of which it was said that they are late. */
  readonly #late = new Set<object>();
  #asking: ReturnType<typeof silenceOf> | undefined;

  constructor(node: Pick<Node, 'name' | 'run'>, slow: Bounds['slow']) {
    this.#node = node;
    this.#slow = slow;
  }

  /** The work, which is left to itself; `what` is the subject of the sentence. */
  async about<T>(what: Words, work: () => Promise<T>): Promise<T> {
    if (!this.#slow) return work();
    const wait = {};
    let isOver = false;
    let seconds = 0;
    let timer: NodeJS.Timeout | undefined;
    const doubt = async () => {
      seconds += deadlines.doubt / 1000;
      const cause = await this.#cause();
      if (isOver) return;
      const { name: node } = this.#node;
      if (cause === 'mute') this.late(wait, texts.bounds.nodeMute({ node }));
      else if (cause) this.late(wait, texts.bounds.meanwhile({ what, node, seconds, ...cause }));
      else again();
    };
    const again = () => {
      timer = setTimeout(() => void doubt(), deadlines.doubt);
    };
    again();
    try {
      return await work();
    } finally {
      isOver = true;
      clearTimeout(timer);
      this.over(wait);
    }
  }

  /** Says so of a wait; until it is over. */
  late(wait: object, text: Words): void {
    this.#late.add(wait);
    this.#slow?.(this.#node.name, text);
  }

  over(wait: object): void {
    if (this.#late.delete(wait) && this.#late.size === 0) this.#slow?.(this.#node.name, undefined);
  }

  /** Those that become late at one time ask once. */
  #cause(): ReturnType<typeof silenceOf> {
    this.#asking ??= silenceOf(this.#node).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }
}
