import { texts, type Words } from '../../shared/texts/text.ts';

/** What is waited for on the nodes now, so that whoever leaves can say what was left. */
export class UnderWay {
  readonly #waits = new Set<{ node: string; what: Words }>();

  async during<T>(wait: { node: string; what: Words }, work: () => Promise<T>): Promise<T> {
    this.#waits.add(wait);
    try {
      return await work();
    } finally {
      this.#waits.delete(wait);
    }
  }

  /** A sentence for each node, without an order of importance; empty where nothing is waited for. */
  sentences(): Words[] {
    const byNode = new Map<string, Set<Words>>();
    for (const { node, what } of this.#waits) byNode.set(node, (byNode.get(node) ?? new Set()).add(what));
    return [...byNode].map(([node, whats]) => texts.bounds.stillRunning({ node, whats: [...whats].slice(0, 3) }));
  }
}
