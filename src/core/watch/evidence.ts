import { within } from '../gates/wait.ts';
import { NodeLedger } from '../ledger/node-ledger.ts';
import { type SecretDrill, secretDrillIn } from '../ledger/secret-drill.ts';
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
  readonly #wasRead: () => void;
  readonly #named = new Set<string>();
  /** By what its ledger said last. */
  secret: SecretDrill | undefined;
  #leaseAt: number | undefined;
  #freedAt: number | undefined;
  #reading: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(lab: string, ofLab: ReadonlySet<string>, wasRead: () => void = () => undefined) {
    this.#lab = lab;
    this.#ofLab = ofLab;
    this.#wasRead = wasRead;
  }

  get now(): Evidence {
    const atWork = this.#leaseAt !== undefined && Date.now() - this.#leaseAt < lapseMs;
    return { atWork, named: this.#named, ofLab: this.#ofLab };
  }

  /** What tells of a change that is announced only now; `happened` by the node's clock, where that is known. */
  at(happened: number | undefined): Evidence {
    const { now } = this;
    const before = happened !== undefined && this.#freedAt !== undefined && happened <= this.#freedAt;
    return { ...now, atWork: now.atWork || before };
  }

  /** The lease was taken or renewed, or given back. */
  lease(isHeld: boolean): void {
    this.#leaseAt = isHeld ? Date.now() : undefined;
  }

  /** The lease was given back, when by the node's clock. */
  freed(at: number): void {
    this.#freedAt = at;
  }

  /** It is seen to be held before it was seen to be taken; one that lapsed does not count again. */
  held(): void {
    this.#leaseAt ??= Date.now();
  }

  /**
   * Reads what the ledger says now; never fails, and ends in good time: what it does not say stays unknown. All that wait
   * share the reading that begins next; a node that is slow has one program for it at a time.
   */
  async refresh(node: Node): Promise<void> {
    const next = this.#next ?? this.#readNext(node);
    this.#next = next;
    await within({ what: '', ms: readMs }, () => next).catch(() => undefined);
  }

  async #readNext(node: Node): Promise<void> {
    // One that began before now may have read what stood before.
    await this.#reading;
    this.#next = undefined;
    this.#reading = this.#read(node);
    await this.#reading;
  }

  async #read(node: Node): Promise<void> {
    const never = () => Promise.reject(new Error('who watches takes no lease'));
    const hooks = { takeBaseline: never, keepBaseline: never, keptBaseline: async () => undefined };
    const ledger = await NodeLedger.read(node, this.#lab, { ...hooks, holder: '', takeOver: false }).catch(
      () => undefined,
    );
    if (!ledger) return;
    const changes = ledger.outstanding().map(({ change }) => change);
    for (const name of namedIn(changes)) if (this.#named.size < mostNamed) this.#named.add(name);
    this.secret = secretDrillIn(changes);
    this.#wasRead();
  }
}
