import { LabError, wordsOf } from '../../shared/errors.ts';
import type { Inventory } from '../../shared/inventory/inventory.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { MadeError, MadeEvent, MadeProof, ReportedError } from '../../shared/run/events.ts';
import { texts } from '../../shared/texts/text.ts';
import { sent } from '../../shared/texts/wire.ts';
import { rememberForeigners } from '../machine/engine.ts';
import type { Node } from '../machine/port.ts';
import { findTyped, isTaken, type Looked, type TypedOn } from './find-typed.ts';
import { startOwnEngine } from './start-engine.ts';
import { objectKinds, takeTyped } from './take-typed.ts';
import { finishActions, goesWithBridge, restsOfData, sweepOverlays } from './typed-leftovers.ts';
import type { Taken } from './typed-note.ts';
import { TypedNotes } from './typed-notes.ts';
import { type Refused, typedProof } from './typed-proof.ts';
import type { Taking, TypedThing } from './typed-thing.ts';

interface How {
  includeUnowned: boolean;
  signal: AbortSignal;
  emit: (event: MadeEvent) => void;
}

type Kind = Taking['do'];

const isEngines = ({ step }: TypedThing): boolean => step === 'daemon';

/** An engine that waits for a store that is gone answers after some 20 s, or never. */
const patienceMs = 25_000;

/**
 * Takes back what was typed by hand, around the taking back of what the app made: the objects in the engines before it,
 * while their store answers; the daemons, their data and their files after it. What is claimed is noted on its node before any
 * of it is taken, and whoever comes next after one that was cut off knows by that what is the lab's.
 */
export class TypedReset {
  readonly #lab: Lab;
  readonly #nodes: readonly Looked[];
  readonly #how: How;
  /** What was taken back, by node: the baseline may have it, where the app came only later. */
  readonly #taken = new Map<Node, Taking[]>();
  readonly #notes: TypedNotes;
  /** Nodes on which nothing is left of what the lab claims. */
  readonly #done = new Set<Node>();
  /** What turned out not to be the lab's, or could not be taken. */
  readonly #left = new Map<Node, Refused[]>();
  readonly #gwbridges = new Set<Node>();
  /** With the lab's mark they may go with what the app made, and are told all the same. */
  readonly #images = new Map<Node, TypedThing[]>();
  readonly errors: ReportedError[] = [];

  constructor(lab: Lab, nodes: readonly Looked[], how: How) {
    this.#lab = lab;
    this.#nodes = nodes;
    this.#how = how;
    this.#notes = new TypedNotes(nodes, how.includeUnowned);
  }

  /** With what a reset noted that was cut off: some of it may be gone since then. */
  takenOn(node: Node): readonly Taken[] {
    return [...(this.#notes.begunOn(node)?.taken ?? []), ...this.#takenNow(node)];
  }

  isDoneOn = (node: Node): boolean => this.#done.has(node);

  #takenNow = (node: Node): readonly Taking[] => this.#taken.get(node) ?? [];

  /** Containers, then the networks that they were on. An engine that does not answer is started again before that. */
  async takeObjects(): Promise<void> {
    let found = await this.#begin();
    const silent = [...found].filter(([, { engine }]) => engine === undefined);
    if (silent.length > 0) {
      // Nobody knows yet who is on their networks: the store and its data wait for that.
      await this.#each(silent, (node, on) => this.#takeDaemons(node, { ...on, things: on.things.filter(isEngines) }));
      found = await this.#begin();
    }
    for (const [node, { things }] of found) {
      const certain = things.filter(({ taking }) => taking?.do === 'gwbridge' || taking?.do === 'swarm');
      if (this.#hasBridge(node, certain)) this.#gwbridges.add(node);
      this.#images.set(
        node,
        things.filter(({ taking }) => taking?.do === 'image'),
      );
    }
    await this.#each(found, (node, { things }) => this.#take(node, things, objectKinds));
    // One after another: an overlay is one thing that all nodes see.
    for (const [node, { things }] of found) await this.#take(node, things, ['network', 'bridge']);
  }

  /** Engines and members that people started, what they wrote for them, and at last the system's own engine again. */
  async takeDaemons(): Promise<void> {
    const found = await this.#begin();
    // Members leave before their managers, which know them.
    for (const isManager of [false, true])
      await this.#each(found, (node, { things }) =>
        this.#take(
          node,
          things.filter(({ taking }) => taking?.do === 'swarm' && taking.isManager === isManager),
          ['swarm'],
        ),
      );
    await this.#each(found, async (node, on) => {
      await this.#finishBegun(node, on);
      await this.#takeDaemons(node, on);
    });
    await this.#each(await this.#find(), async (node, { things }) => {
      await this.#take(node, things, ['container']);
      await this.#take(node, this.#images.get(node) ?? [], ['image']);
      const bridge = things.find(({ taking }) => taking?.do === 'gwbridge');
      const thing: TypedThing = { step: 'workers', what: texts.typed.gwbridge, taking: { do: 'gwbridge' } };
      if (bridge || this.#gwbridges.has(node) || goesWithBridge(this.#beforeOf(node), this.#takenNow(node)))
        await this.#take(node, [bridge ?? thing], ['gwbridge']);
      await sweepOverlays(node, this.takenOn(node), { before: this.#beforeOf(node), signal: this.#how.signal });
    });
  }

  /** Looks, and notes what is claimed. */
  async #begin(): Promise<ReadonlyMap<Node, TypedOn>> {
    const found = await this.#find();
    await this.#each(found, (node, on) => this.#notes.begin(node, on, this.#hasBridge(node, on.things)));
    return found;
  }

  /** What was cut off in the middle of one action, and is no thing by itself any more. */
  async #finishBegun(node: Node, { facts }: TypedOn): Promise<void> {
    const taken = this.#notes.begunOn(node)?.taken ?? [];
    await finishActions(node, taken, { lab: this.#lab.name, signal: this.#how.signal });
    await this.#take(node, restsOfData(taken, facts), ['data']);
  }

  #hasBridge(node: Node, things: readonly TypedThing[]): boolean {
    const takings = things.flatMap(({ taking }) => taking ?? []);
    return goesWithBridge(this.#beforeOf(node), takings);
  }

  #beforeOf(node: Node): Inventory | undefined {
    return this.#nodes.find((one) => one.node === node)?.before;
  }

  /** Looks once more: what is still there and why, by node. */
  async proofs(): Promise<MadeProof[]> {
    const found = await this.#find();
    return [...found].map(([node, on]) => {
      const proof = typedProof(node.name, on, {
        ...{ left: this.#left.get(node) ?? [], includeUnowned: this.#how.includeUnowned },
        isNoteLost: this.#nodes.some((one) => one.node === node && one.isNoteLost),
      });
      if (proof.equal) this.#done.add(node);
      return proof;
    });
  }

  #find(): Promise<ReadonlyMap<Node, TypedOn>> {
    return findTyped(this.#lab, this.#notes.looked(), {
      ...{ signal: this.#how.signal, patience: patienceMs, silentHold: true },
    });
  }

  /** Engines, then members, then their data: none of them is asked by another any more then. */
  async #takeDaemons(node: Node, { things, facts }: TypedOn): Promise<void> {
    const { signal } = this.#how;
    const of = (kinds: readonly Kind[], step: string) =>
      things.filter((thing) => thing.step === step && kinds.includes(thing.taking?.do as Kind));
    const engines = of(['end', 'unit'], 'daemon').filter((thing) => isTaken(thing, this.#how.includeUnowned));
    if (engines.length > 0) await rememberForeigners(node, this.#lab.name);
    let files = 0;
    try {
      await this.#take(node, of(['end', 'unit'], 'daemon'), ['end', 'unit']);
      files = await this.#take(node, of(['file'], 'daemon'), ['file']);
      await this.#take(node, of(['end', 'unit', 'data', 'file'], 'etcd'), ['end', 'unit', 'data', 'file']);
    } finally {
      const restart = of(['restart'], 'daemon').some((thing) => isTaken(thing, this.#how.includeUnowned));
      // What an engine keeps of a swarm, its namespaces, it keeps until it starts again.
      const isStale = restart || files > 0 || this.#takenNow(node).some((taking) => taking.do === 'swarm');
      const wasEnded = engines.length > 0 || (this.#notes.begunOn(node)?.engine ?? false);
      // Also after a cancel: others' containers stopped with the engine that was ended.
      await this.#startEngine(node, facts, { isStale, wasEnded, hasToStart: signal.aborted && engines.length > 0 });
    }
  }

  async #startEngine(
    node: Node,
    { docker }: TypedOn['facts'],
    { hasToStart, ...how }: { isStale: boolean; wasEnded: boolean; hasToStart: boolean },
  ): Promise<void> {
    const signal = hasToStart ? AbortSignal.timeout(patienceMs) : this.#how.signal;
    try {
      const done = await startOwnEngine(node, {
        ...how,
        ...{ lab: this.#lab.name, docker, before: this.#beforeOf(node), signal },
      });
      const what = done === 'started' ? texts.typed.engineStarted : texts.typed.engineRestarted;
      if (done) this.#emitChange(node, { step: 'daemon', what }, 'restore');
      await this.#notes.started(node);
    } catch (error) {
      this.#failed(node, { step: 'daemon', what: texts.remote.docker }, error);
    }
  }

  /** Takes those of these kinds, in their order; how many. What fails is told, and the others are taken all the same. */
  async #take(node: Node, things: readonly TypedThing[], kinds: readonly Kind[]): Promise<number> {
    const { includeUnowned, signal } = this.#how;
    let taken = 0;
    const how = { lab: this.#lab, nodes: this.#nodes.map((one) => one.node), signal };
    for (const kind of kinds)
      for (const thing of things) {
        const { taking } = thing;
        if (taking?.do !== kind || !isTaken(thing, includeUnowned)) continue;
        signal.throwIfAborted();
        try {
          if (!(await takeTyped(node, taking, how))) continue;
          taken += 1;
          this.#taken.set(node, [...this.#takenNow(node), taking]);
          this.#emitChange(node, thing, taking.do === 'file' && taking.text !== null ? 'restore' : 'remove');
        } catch (error) {
          this.#failed(node, thing, error);
        }
      }
    return taken;
  }

  #emitChange({ name: node }: Node, { step, what: change }: TypedThing, fate: 'remove' | 'restore'): void {
    this.#how.emit({ type: 'change', step, node, change, fate, undone: true });
  }

  #failed(node: Node, { step, what }: TypedThing, thrown: unknown): void {
    this.#how.signal.throwIfAborted();
    const reason = wordsOf(thrown);
    if (thrown instanceof LabError && thrown.code === 'refused')
      this.#left.set(node, [...(this.#left.get(node) ?? []), { what, why: reason }]);
    else {
      const { remedy } = thrown instanceof LabError ? thrown.words : {};
      const made: MadeError = {
        code: 'command-failed',
        node: node.name,
        step,
        message: texts.typed.notRemoved({ what, reason }),
        ...(remedy !== undefined && { remedy }),
      };
      this.errors.push(sent(made) as ReportedError);
    }
  }

  async #each(found: Iterable<[Node, TypedOn]>, work: (node: Node, on: TypedOn) => Promise<unknown>): Promise<void> {
    const ends = await Promise.allSettled([...found].map(([node, on]) => work(node, on)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
}
