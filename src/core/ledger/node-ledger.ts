import type { StepId } from '../../shared/run/steps.ts';
import type { Words } from '../../shared/texts/text.ts';
import type { Node } from '../machine/port.ts';
import type { LedgerHooks } from './ledger-hooks.ts';
import {
  type Entry,
  implausibleOf,
  kindsUnknown,
  type OpenEntry,
  openEntries,
  plausibleOf,
  refuseImplausible,
} from './open-entries.ts';
import { type NodeState, readState } from './read-state.ts';
import { addRecord, type ParsedLedger, parseLedger, type RecordBody } from './record.ts';
import { Scribe } from './scribe.ts';

/** The ledger of one lab on one node: what stands in it, and appending to it. */
export class NodeLedger {
  readonly node: Node;
  readonly #lab: string;
  #parsed: ParsedLedger;
  /** Read behind a damaged place; rewritten, behind the sound part, with the first change. */
  #salvaged: RecordBody[];
  /** The lab has left something on the node, be it an empty directory. */
  readonly #isPresent: boolean;
  /** Somebody removed ledger and baseline while the lab stood: what it changed has to be found without them. */
  readonly isLost: boolean;
  /** SHA-256 of the ledger's text as it was read; empty where there is none. */
  #sum: string;
  /** The baseline's text as it stands on the node. */
  baseline: string | undefined;
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
    this.node = node;
    this.#lab = lab;
    ({ parsed: this.#parsed, salvaged: this.#salvaged, sum: this.#sum, baseline: this.baseline } = state);
    this.#isPresent = state.isPresent;
    this.isLost = state.isLost;
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

  /** True where the ledger has any record, or had one that cannot be read any more. */
  get hasRecords(): boolean {
    return this.isLost || this.#parsed.records.length > 0 || this.#salvaged.length > 0 || this.damage !== undefined;
  }

  get damage(): ParsedLedger['damage'] {
    return this.#parsed.damage;
  }

  /** What was begun and not taken back, oldest first, without what this lab could never have begun. */
  outstanding(step?: StepId): Entry[] {
    return plausibleOf(this.#open(), this.#lab).filter((one) => step === undefined || one.step === step);
  }

  /** Kinds of changes that only a newer version of the app can take back, each once. */
  unknownKinds(): string[] {
    return kindsUnknown(this.#open());
  }

  /** What the ledger says and this lab could never have done: somebody else wrote that, and it is not taken back. */
  implausible(): Words[] {
    return implausibleOf(this.#open(), this.#lab);
  }

  #open(): OpenEntry[] {
    return openEntries([...this.#parsed.records.map((record) => record.body), ...this.#salvaged]);
  }

  /** True where the newest change of a step has no outcome: the app died, or the connection was lost, in the middle. */
  inDoubt(step: StepId): boolean {
    const last = this.outstanding(step).at(-1);
    return last !== undefined && last.outcome === undefined;
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
    return { intent: `${this.#parsed.lastSum} ${scribe.lease}`, written };
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
      bodies.filter((body) => !this.#salvaged.includes(body)),
      this.#lab,
    );
    // Counted at once: appends that follow in the same moment chain to it.
    const lines = bodies.map((body) => JSON.stringify(addRecord(this.#parsed, body)));
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

  /** Takes the lease where the lab has left anything on the node; an untouched node stays so. */
  async claim(): Promise<void> {
    if (!(this.#scribe || this.#isPresent || (await this.#isThereNow()))) return;
    await this.writable();
    await this.#baselineKept;
  }

  /** With the lease in hand the directory is there in any case, and what is in it tells. */
  async #isThereNow(): Promise<boolean> {
    const held = await this.#lease;
    return held ? held.ledgerSum !== this.#sum : (await readState(this.node, this.#lab)).isPresent;
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
    if (scribe.ledgerSum !== this.#sum) await this.#readAgain();
    // Only with the lease in hand: until then another app may be building here, or taking back.
    // A node that was changed already has no baseline to give any more.
    const untouched = this.baseline === undefined && this.outstanding().length === 0 && !this.isLost;
    const text = untouched ? await this.#takeBaseline() : this.isLost ? this.baseline : undefined;
    if (this.damage) {
      await scribe.request(`cut ${this.#parsed.records.length}`);
      delete this.#parsed.damage;
      const salvaged = this.#salvaged.splice(0);
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

  /** Another app wrote between the reading and the lease: what it did counts, and is chained to. */
  async #readAgain(): Promise<void> {
    const state = await readState(this.node, this.#lab);
    ({ parsed: this.#parsed, salvaged: this.#salvaged, sum: this.#sum } = state);
    if (state.baseline || !this.hasRecords) this.baseline = state.baseline;
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
    this.#parsed = parseLedger('');
    this.baseline = undefined;
    return '';
  }

  /** Gives back a lease that was taken on a node on which nothing was changed, with the directory that was made for it. */
  async giveBack(): Promise<void> {
    const scribe = await this.#lease?.catch(() => undefined);
    if (scribe && !this.#isPresent && !this.hasRecords && this.baseline === undefined) await scribe.request('forget');
    await this.close();
  }

  async close(): Promise<void> {
    const scribe = await this.#lease?.catch(() => undefined);
    this.#lease = undefined;
    this.#scribe = undefined;
    await scribe?.close();
  }
}
