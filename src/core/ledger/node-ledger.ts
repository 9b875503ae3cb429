import type { Json } from '../../shared/json.ts';
import type { StepId } from '../../shared/steps.ts';
import { sha256 } from '../node/file.ts';
import type { Node } from '../remote/port.ts';
import type { Change } from './change.ts';
import { makeRecord, type ParsedLedger, parseLedger, type RecordBody, salvage } from './record.ts';
import { labUnitPath, Scribe, stateDirectory } from './scribe.ts';
import { readStateScript } from './scribe-script.ts';

export interface Entry {
  id: string;
  step: StepId;
  change: Change;
  /** Absent while in doubt: begun, its end unknown. */
  outcome?: { ok: boolean; detail?: Json };
}

export interface LedgerHooks {
  /** Reads the node before its first change. */
  takeBaseline: () => Promise<string>;
  /** Keeps a copy of the baseline on the app's own machine. */
  keepBaseline: (text: string) => Promise<void>;
}

/** The ledger of one lab on one node: what stands in it, and appending to it. */
export class NodeLedger {
  readonly node: Node;
  readonly #lab: string;
  #parsed: ParsedLedger;
  /** Read behind a damaged place; written anew, behind the sound part, with the first change. */
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
  readonly #openScribe: () => Promise<Scribe>;
  readonly #takeBaseline: () => Promise<string>;
  readonly #keepBaseline: (text: string) => Promise<void>;

  private constructor(
    node: Node,
    lab: string,
    files: Map<string, Buffer>,
    hooks: LedgerHooks & { openScribe: () => Promise<Scribe> },
  ) {
    this.node = node;
    this.#lab = lab;
    ({ parsed: this.#parsed, salvaged: this.#salvaged, sum: this.#sum } = readFiles(files));
    this.#isPresent = files.size > 0;
    this.isLost = files.has('traces');
    this.baseline = files.get('baseline.json')?.toString('utf8');
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
    const files = await fetchFiles(node, lab);
    const openScribe = () => Scribe.open(node, lab, how.holder, { takeOver: how.takeOver });
    const ledger = new NodeLedger(node, lab, files, { ...how, openScribe });
    // The app's own copy stands in where the node has lost its baseline, but not what it changed.
    if (ledger.baseline === undefined && (ledger.isLost || ledger.outstanding().length > 0))
      ledger.baseline = await how.keptBaseline();
    return ledger;
  }

  /** True where the ledger has any record, or had one that cannot be read any more. */
  get hasRecords(): boolean {
    return this.isLost || this.#parsed.records.length > 0 || this.#salvaged.length > 0 || this.damage !== undefined;
  }

  get damage(): ParsedLedger['damage'] {
    return this.#parsed.damage;
  }

  /** What was begun and not taken back, oldest first. */
  outstanding(step?: StepId): Entry[] {
    const entries = new Map<string, Entry>();
    for (const body of [...this.#parsed.records.map((record) => record.body), ...this.#salvaged]) {
      if (body.type === 'intent') entries.set(body.id, { id: body.id, step: body.step, change: body.change });
      else if (body.type === 'undone') entries.delete(body.id);
      else {
        const entry = entries.get(body.id);
        if (entry) entry.outcome = { ok: body.ok, detail: body.detail };
      }
    }
    return [...entries.values()].filter((entry) => step === undefined || entry.step === step);
  }

  /** True where the newest change of a step has no outcome: the app died, or the connection was lost, in the middle. */
  inDoubt(step: StepId): boolean {
    const last = this.outstanding(step).at(-1);
    return last !== undefined && last.outcome === undefined;
  }

  /** Writes records and waits until they are on the node's disk. */
  async append(...bodies: RecordBody[]): Promise<void> {
    await this.#write(await this.writable(), bodies);
  }

  async #write(scribe: Scribe, bodies: readonly RecordBody[]): Promise<void> {
    const lines = bodies.map((body) => {
      const { records, lastSum } = this.#parsed;
      const record = makeRecord(records.length + 1, new Date().toISOString(), body, lastSum);
      // Counted at once: appends that follow in the same moment chain to it.
      records.push(record);
      this.#parsed.lastSum = record.sum;
      return JSON.stringify(record);
    });
    await scribe.request(`put ${lines.join('\t')}`).catch((error: unknown) => {
      // What is on the disk is unknown now (a full disk tears lines): nothing may be chained to it.
      this.#scribe = Promise.reject(error);
      this.#scribe.catch(() => undefined);
      this.#lease = undefined;
      void scribe.close();
      throw error;
    });
  }

  /** Takes the lease where the lab has left anything on the node; an untouched node stays so. */
  async claim(): Promise<void> {
    const isThere = this.#scribe || this.#isPresent || (await fetchFiles(this.node, this.#lab)).size > 0;
    if (isThere) await this.writable();
  }

  /** Takes the lease and nothing more: the node is not said to have been changed yet. */
  async lease(): Promise<void> {
    await this.#held();
  }

  #held(): Promise<Scribe> {
    this.#lease ??= this.#openScribe();
    return this.#lease;
  }

  /** The lease is taken and the baseline stands: from here on the node may be changed. */
  writable(): Promise<Scribe> {
    this.#scribe ??= this.#begin();
    return this.#scribe;
  }

  async #begin(): Promise<Scribe> {
    const scribe = await this.#held();
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
      await Promise.all([scribe.request(`baseline ${text}`), this.#keepBaseline(text)]);
      this.baseline = text;
    }
  }

  /** Another app wrote between the reading and the lease: what it did counts, and is chained to. */
  async #readAgain(): Promise<void> {
    const files = await fetchFiles(this.node, this.#lab);
    ({ parsed: this.#parsed, salvaged: this.#salvaged, sum: this.#sum } = readFiles(files));
    this.baseline = files.get('baseline.json')?.toString('utf8');
  }

  /** Removes the lab's state from the node: there is nothing left to take back and the proof was equal. */
  async forget(): Promise<void> {
    const scribe = await this.writable();
    await scribe.request('forget');
    this.#parsed = parseLedger('');
    this.baseline = undefined;
    await this.close();
    // Only where no other lab stands beside it.
    await this.node.script('rmdir "$1" 2>/dev/null || :', [stateDirectory(this.#lab).replace(/\/[^/]*$/, '')]);
  }

  async close(): Promise<void> {
    const scribe = await this.#lease?.catch(() => undefined);
    this.#lease = undefined;
    this.#scribe = undefined;
    await scribe?.close();
  }
}

async function fetchFiles(node: Node, lab: string): Promise<Map<string, Buffer>> {
  const { stdout } = await node.script(readStateScript, [stateDirectory(lab), labUnitPath, lab]);
  const files = new Map<string, Buffer>();
  for (const line of stdout.split('\n')) {
    const [name, base64 = ''] = line.split(' ');
    if (name) files.set(name, Buffer.from(base64, 'base64'));
  }
  return files;
}

function readFiles(files: ReadonlyMap<string, Buffer>) {
  const bytes = files.get('ledger.jsonl');
  const text = bytes?.toString('utf8') ?? '';
  const parsed = parseLedger(text);
  return { parsed, salvaged: salvage(text, parsed), sum: bytes ? sha256(bytes) : '' };
}
