import type { Node } from '../machine/port.ts';
import { LedgerContents } from './ledger-contents.ts';
import type { LedgerHooks } from './ledger-hooks.ts';
import { refuseImplausible } from './open-entries.ts';
import { type NodeState, readState } from './read-state.ts';
import { addRecord, parseLedger, type RecordBody } from './record.ts';
import { Scribe } from './scribe.ts';

/** The ledger of one lab on one node, to which is appended while a lease is held. */
export class NodeLedger extends LedgerContents {
  #lease: Promise<Scribe> | undefined;
  #scribe: Promise<Scribe> | undefined;
  #outcomes: Promise<unknown> = Promise.resolve();
  /** The baseline is on its way; what is appended meanwhile stands behind it. */
  #baselineKept: Promise<unknown> = Promise.resolve();
  readonly #openScribe: () => Promise<Scribe>;
  readonly #takeBaseline: () => Promise<string>;
  readonly #keepBaseline: (text: string) => Promise<void>;

  private constructor(
    node: Node,
    lab: string,
    state: NodeState,
    hooks: LedgerHooks & { openScribe: () => Promise<Scribe> },
  ) {
    super(node, lab, state);
    this.#openScribe = hooks.openScribe;
    this.#takeBaseline = hooks.takeBaseline;
    this.#keepBaseline = hooks.keepBaseline;
  }

  /** Reads what stands on the node; changes nothing there. `takeBaseline` is called before the first change. */
  static async read(
    node: Node,
    lab: string,
    how: LedgerHooks & { holder: string; takeOver: boolean; keptBaseline: () => Promise<string | undefined> },
  ): Promise<NodeLedger> {
    const state = await readState(node, lab);
    const openScribe = () => Scribe.open(node, lab, how.holder, { takeOver: how.takeOver });
    const ledger = new NodeLedger(node, lab, state, { ...how, openScribe });
    // The app's own copy stands in where the node has lost its baseline, but not what it changed.
    if (
      !ledger.baseline &&
      (ledger.baseline === '' || ledger.isLost || ledger.damage || ledger.outstanding().length > 0)
    )
      ledger.baseline = (await how.keptBaseline()) ?? ledger.baseline;
    return ledger;
  }

  /** Writes records and waits until they are on the node's disk. */
  async append(...bodies: RecordBody[]): Promise<void> {
    await (await this.send(...bodies)).written;
  }

  /**
   * Sends records, as soon as the node may be changed. Gives the word by which a program on the node knows that they are there,
   * as `behindIntent` takes it, and what resolves when they are on the disk.
   */
  async send(...bodies: RecordBody[]): Promise<{ intent: string; written: Promise<void> }> {
    const scribe = await this.writable();
    const written = Promise.all([this.#baselineKept, this.#write(scribe, bodies)]).then(() => undefined);
    written.catch(() => undefined);
    return { intent: `${this.parsed.lastSum} ${scribe.lease}`, written };
  }

  /** Lays bytes ready on the node for the program of a change that is sent next; fails with its intent. */
  async stage(bytes: Uint8Array): Promise<void> {
    const scribe = await this.writable();
    scribe.request(`stage ${Buffer.from(bytes).toString('base64')}`).catch(() => undefined);
  }

  /** The same for what came of a change: nothing that follows has to wait for it, until `written`. */
  appendOutcome(...bodies: RecordBody[]): void {
    this.#outcomes = Promise.all([this.#outcomes, this.append(...bodies)]);
    this.#outcomes.catch(() => undefined);
  }

  async written(): Promise<void> {
    await this.#outcomes;
  }

  async #write(scribe: Scribe, bodies: readonly RecordBody[]): Promise<void> {
    refuseImplausible(
      bodies.filter((body) => !this.salvaged.includes(body)),
      this.lab,
    );
    // Counted at once: appends that follow in the same moment chain to it.
    const lines = bodies.map((body) => JSON.stringify(addRecord(this.parsed, body)));
    await scribe.request(`put ${lines.join('\t')}`).catch((error: unknown) => {
      this.#giveUp(scribe, error);
      throw error;
    });
  }

  /** What is on the disk is unknown now (a full disk tears lines): nothing may be chained to it. */
  #giveUp(scribe: Scribe, error: unknown): void {
    this.#scribe = Promise.reject(error);
    this.#scribe.catch(() => undefined);
    // Else it would hold the lease as long as the connection lives, and that may be lent.
    this.#lease = undefined;
    void scribe.close();
  }

  /**
   * Takes the lease where the lab has left anything on the node; an untouched node stays so. One on which an app died before
   * it changed anything has no baseline, and gets none: how it stands now may be halfway through what that app took back.
   */
  async claim(): Promise<void> {
    if (!(this.#scribe || this.isPresent || (await this.#isThereNow()))) return;
    const { ledgerSum } = await this.lease();
    const isEmpty = !this.hasRecords && this.baseline === undefined && ledgerSum === this.sum;
    if (isEmpty) return;
    await this.writable();
    await this.#baselineKept;
  }

  /** With the lease in hand the directory is there in any case, and what is in it tells. */
  async #isThereNow(): Promise<boolean> {
    const held = await this.#lease;
    return held ? held.ledgerSum !== this.sum : (await readState(this.node, this.lab)).isPresent;
  }

  /** Takes the lease and nothing more: the node is not said to have been changed yet. */
  lease(): Promise<Scribe> {
    this.#lease ??= this.#openScribe();
    return this.#lease;
  }

  /** The lease is taken and the baseline stands: from here on the node may be changed. */
  writable(): Promise<Scribe> {
    this.#scribe ??= this.#begin();
    return this.#scribe;
  }

  async #begin(): Promise<Scribe> {
    const scribe = await this.lease();
    try {
      await this.#prepare(scribe);
      return scribe;
    } catch (error) {
      // Else it would hold the lease as long as the connection lives, and that may be lent.
      this.#lease = undefined;
      await scribe.close();
      throw error;
    }
  }

  async #prepare(scribe: Scribe): Promise<void> {
    if (scribe.ledgerSum !== this.sum) await this.readAgain();
    // Only with the lease in hand: until then another app may be building here, or taking back.
    // A node that was changed already has no baseline to give any more.
    const untouched = this.baseline === undefined && this.outstanding().length === 0 && !this.isLost;
    const text = untouched ? await this.#takeBaseline() : this.isLost ? this.baseline : undefined;
    if (this.damage) {
      await scribe.request(`cut ${this.parsed.records.length}`);
      delete this.parsed.damage;
      const salvaged = this.salvaged.splice(0);
      if (salvaged.length > 0) await this.#write(scribe, salvaged);
    }
    if (text !== undefined) {
      const before = this.baseline;
      this.baseline = text;
      this.#baselineKept = Promise.all([scribe.request(`baseline ${text}`), this.#keepBaseline(text)]).catch(
        (error) => {
          this.baseline = before;
          this.#giveUp(scribe, error);
          throw error;
        },
      );
      this.#baselineKept.catch(() => undefined);
    }
  }

  /**
   * Removes the lab's state from the node: there is nothing left to take back and the proof was equal. Gives the names of
   * what somebody else put there, and removes nothing then.
   */
  async forget(): Promise<string> {
    const scribe = await this.writable();
    const forgetting = scribe.request('forget');
    // Nothing is written after it, whatever comes of it.
    const [left] = await Promise.all([forgetting, this.close()]);
    if (left !== '') return left;
    this.parsed = parseLedger('');
    this.baseline = undefined;
    this.noted = undefined;
    return '';
  }

  /** With the lease in hand: another app may have worked here until then. */
  async readAgainIfPresent(): Promise<void> {
    if (this.isPresent) await this.readAgain();
  }

  /** Keeps what a reset of what was typed is about to take; on the disk when this returns. It is no change of the app's. */
  async note(text: string): Promise<void> {
    const scribe = await this.lease();
    await scribe.request(`typed ${text}`);
    this.noted = text;
  }

  /** That reset is done. */
  async dropNote(): Promise<void> {
    const scribe = await this.lease();
    await scribe.request('untyped');
    this.noted = undefined;
  }

  /** Gives back a lease that was taken on a node on which nothing was changed, with the directory that was made for it. */
  async giveBack(): Promise<void> {
    const scribe = await this.#lease?.catch(() => undefined);
    if (scribe && !this.hasRecords && this.baseline === undefined && this.noted === undefined)
      await scribe.request('forget');
    await this.close();
  }

  async close(): Promise<void> {
    const scribe = await this.#lease?.catch(() => undefined);
    this.#lease = undefined;
    this.#scribe = undefined;
    await scribe?.close();
  }
}
