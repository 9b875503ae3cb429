import { within } from '../gates/wait.ts';
import { NodeLedger } from '../ledger/node-ledger.ts';
import type { Node } from '../machine/port.ts';
import { type Evidence, namedIn } from './authors.ts';

/** A lease that was not renewed for so long is nobody's any more; see ledger/scribe.ts. */
const lapseMs = 20_000;
/** So long a change may wait for the ledger, so that it is announced within a second all the same. */
const readMs = 500;
const mostNamed = 10_000;

/** What tells on one node who made a change: the app's lease and ledger there, which it reads and never writes. */
export class NodeEvidence {
  readonly #lab: string;
  readonly #ofLab: ReadonlySet<string>;
  readonly #named = new Set<string>();
  #leaseAt: number | undefined;
  #reading: Promise<void> | undefined;

  constructor(lab: string, ofLab: ReadonlySet<string>) {
    this.#lab = lab;
    this.#ofLab = ofLab;
  }

  get now(): Evidence {
    const atWork = this.#leaseAt !== undefined && Date.now() - this.#leaseAt < lapseMs;
    return { atWork, named: this.#named, ofLab: this.#ofLab };
  }

  /** The lease was taken or renewed, or given back. */
  lease(isHeld: boolean): void {
    this.#leaseAt = isHeld ? Date.now() : undefined;
  }

  /** Reads what the ledger says now; never fails, and ends in good time: what it does not say stays unknown. */
  async refresh(node: Node): Promise<void> {
    // One that began before now may have read what stood before.
    await this.#reading;
    this.#reading ??= this.#read(node).finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #read(node: Node): Promise<void> {
    const never = () => Promise.reject(new Error('who watches takes no lease'));
    const hooks = { takeBaseline: never, keepBaseline: never, keptBaseline: async () => undefined };
    const reading = () => NodeLedger.read(node, this.#lab, { ...hooks, holder: '', takeOver: false });
    const ledger = await within({ what: '', ms: readMs }, reading).catch(() => undefined);
    for (const name of namedIn((ledger?.outstanding() ?? []).map(({ change }) => change)))
      if (this.#named.size < mostNamed) this.#named.add(name);
  }
}
