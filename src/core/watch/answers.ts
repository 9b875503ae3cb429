import { waitFor } from '../gates/wait-for.ts';
import type { Node } from '../machine/port.ts';
import { dockerHealth, etcdHealth, isWell } from './health.ts';
import type { Sighting } from './sighting.ts';
import type { Change, NodeStanding } from './standing.ts';

const healthMs = 3_000;
/** A member that is starting, or comes back. */
const soonMs = 700;

/** Whether etcd and Docker answer on one node, as long as one connection to it lasts. Docker is asked by the node's program. */
export class Answers {
  readonly #node: Node;
  readonly #signal: AbortSignal;
  readonly #standing: NodeStanding;
  /** True of a daemon that began after all was listed. */
  readonly #isNew: (daemon: string) => boolean;
  readonly #announce: (change: Change) => void;
  #asking: Promise<unknown> = Promise.resolve();
  #isToAsk = false;

  constructor(
    { node, signal, standing }: { node: Node; signal: AbortSignal; standing: NodeStanding },
    { isNew, announce }: { isNew: (daemon: string) => boolean; announce: (change: Change) => void },
  ) {
    this.#node = node;
    this.#signal = signal;
    this.#standing = standing;
    this.#isNew = isNew;
    this.#announce = announce;
  }

  /** Asks again and again, until the signal, which is an error. */
  async askOften(): Promise<never> {
    for (;;) {
      const isSilent = this.#standing.get('etcd', 'health')?.detail === 'does not answer';
      await waitFor(isSilent ? soonMs : healthMs, { signal: this.#signal });
      this.#signal.throwIfAborted();
      await this.#askEtcd();
    }
  }

  /**
   * After something happened to a daemon. One after another, and no more than one that waits: the later answer is the truer
   * one. Of a Docker that is gone there is no answer any more.
   */
  askSoon(daemon: 'etcd' | 'dockerd'): void {
    if (daemon === 'dockerd') {
      if (!this.#standing.runs(daemon)) this.#is({ kind: 'docker', key: 'answers', daemon }, undefined);
      return;
    }
    if (this.#isToAsk) return;
    this.#isToAsk = true;
    this.#asking = this.#asking
      .then(() => {
        this.#isToAsk = false;
        return this.#askEtcd();
      })
      .catch(() => undefined);
  }

  /** The node's program asked Docker. */
  dockerSaid(answers: boolean): void {
    this.#is({ kind: 'docker', key: 'answers', daemon: 'dockerd' }, dockerHealth(answers));
  }

  async #askEtcd(): Promise<void> {
    const found = this.#standing.runs('etcd') ? await etcdHealth(this.#node, this.#signal) : undefined;
    this.#is({ kind: 'etcd', key: 'health', daemon: 'etcd' }, found);
  }

  #is(of: { kind: 'etcd' | 'docker'; key: string; daemon: string }, answer: Sighting | undefined): void {
    if (this.#signal.aborted) return;
    const found = this.#standing.runs(of.daemon) ? answer : undefined;
    const before = this.#standing.get(of.kind, of.key);
    const at = new Date().toISOString();
    const change = found ? this.#standing.see(found, at) : before && this.#standing.see({ ...before, is: 'gone' }, at);
    // The first answer is how it stands, but where what answers began meanwhile, or does not answer.
    if (change && (before || this.#isNew(of.daemon))) this.#announce(change);
    else if (change && found && !isWell(found)) this.#announce({ ...change, did: 'happened' });
  }
}
