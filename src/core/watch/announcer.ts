import type { SightedKind } from '../../shared/watch/sighting.ts';
import type { Node } from '../machine/port.ts';
import { authorOf, maybeNamed } from './authors.ts';
import type { NodeEvidence } from './evidence.ts';
import type { Change } from './standing.ts';
import type { WatchNews } from './watch-news.ts';

/** Changes of which it is still looked who made them; with more of them one is told only that there were many. */
const mostQueued = 200;

/** Tells what changed on one node, in its order, with who made it. */
export class Announcer {
  readonly #name: string;
  readonly #evidence: NodeEvidence;
  readonly #tell: (news: WatchNews) => void;
  #queue: Promise<unknown> = Promise.resolve();
  #queued = 0;
  /** Kinds of which it was said that there are many, until all that wait were told. */
  readonly #crowded = new Set<SightedKind>();

  constructor(name: string, evidence: NodeEvidence, tell: (news: WatchNews) => void) {
    this.#name = name;
    this.#evidence = evidence;
    this.#tell = tell;
  }

  /** One that the ledger may name waits until it was read; `happened` as in a sighting. */
  announce(change: Change, node: Node, happened?: number): void {
    const at = new Date().toISOString();
    if (this.#queued === mostQueued) {
      if (!this.#crowded.has(change.kind)) this.#tell({ type: 'many', node: this.#name, at, kinds: [change.kind] });
      this.#crowded.add(change.kind);
      return;
    }
    this.#queued += 1;
    // The lease may be given back before the ledger was read.
    const { atWork } = this.#evidence.at(happened);
    const evidence = () => ({ ...this.#evidence.now, ...(atWork && { atWork }) });
    this.#queue = this.#queue.then(async () => {
      if (maybeNamed(change, evidence())) await this.#evidence.refresh(node);
      this.#queued -= 1;
      if (this.#queued === 0) this.#crowded.clear();
      const by = authorOf(change, evidence());
      this.#tell({ type: 'change', node: this.#name, at, ...change, ...(by && { by }) });
    });
  }
}
