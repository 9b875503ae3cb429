import type { StepId } from '../../shared/run/steps.ts';
import type { Words } from '../../shared/texts/text.ts';
import type { Node } from '../machine/port.ts';
import { type Entry, implausibleOf, kindsUnknown, type OpenEntry, openEntries, plausibleOf } from './open-entries.ts';
import { type NodeState, readState } from './read-state.ts';
import type { ParsedLedger, RecordBody } from './record.ts';

/** What stands in the ledger of one lab on one node, as it was read there. */
export class LedgerContents {
  readonly node: Node;
  protected readonly lab: string;
  protected parsed: ParsedLedger;
  /** Read behind a damaged place; rewritten, behind the sound part, with the first change. */
  protected salvaged: RecordBody[];
  /** The lab has left something on the node, be it an empty directory. */
  protected readonly isPresent: boolean;
  /** Somebody removed ledger and baseline while the lab stood: what it changed has to be found without them. */
  readonly isLost: boolean;
  /** SHA-256 of the ledger's text as it was read; empty where there is none. */
  protected sum: string;
  /** The baseline's text as it stands on the node. */
  baseline: string | undefined;
  /** What a reset of what was typed noted, which was not finished. */
  noted: string | undefined;

  protected constructor(node: Node, lab: string, state: NodeState) {
    this.node = node;
    this.lab = lab;
    ({ parsed: this.parsed, salvaged: this.salvaged, sum: this.sum, baseline: this.baseline } = state);
    this.noted = state.noted;
    this.isPresent = state.isPresent;
    this.isLost = state.isLost;
  }

  /** True where the ledger has any record, or had one that cannot be read any more. */
  get hasRecords(): boolean {
    return this.isLost || this.parsed.records.length > 0 || this.salvaged.length > 0 || this.damage !== undefined;
  }

  get damage(): ParsedLedger['damage'] {
    return this.parsed.damage;
  }

  /** What was begun and not taken back, oldest first, without what this lab could never have begun. */
  outstanding(step?: StepId): Entry[] {
    return plausibleOf(this.#open(), this.lab).filter((one) => step === undefined || one.step === step);
  }

  /** Kinds of changes that only a newer version of the app can take back, each once. */
  unknownKinds(): string[] {
    return kindsUnknown(this.#open());
  }

  /** What the ledger says and this lab could never have done: somebody else wrote that, and it is not taken back. */
  implausible(): Words[] {
    return implausibleOf(this.#open(), this.lab);
  }

  #open(): OpenEntry[] {
    return openEntries([...this.parsed.records.map((record) => record.body), ...this.salvaged]);
  }

  /** True where the newest change of a step has no outcome: the app died, or the connection was lost, in the middle. */
  inDoubt(step: StepId): boolean {
    const last = this.outstanding(step).at(-1);
    return last !== undefined && last.outcome === undefined;
  }

  /** Another app wrote between the reading and the lease: what it did counts, and is chained to. */
  protected async readAgain(): Promise<void> {
    const state = await readState(this.node, this.lab);
    ({ parsed: this.parsed, salvaged: this.salvaged, sum: this.sum } = state);
    this.noted = state.noted;
    if (state.baseline || !this.hasRecords) this.baseline = state.baseline;
  }
}
