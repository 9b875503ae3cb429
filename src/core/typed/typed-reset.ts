import { LabError, wordsOf } from '../../shared/errors.ts';
import type { Inventory } from '../../shared/inventory/inventory.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { MadeError, MadeEvent, MadeProof, ReportedError } from '../../shared/run/events.ts';
import { texts } from '../../shared/texts/text.ts';
import { sent } from '../../shared/texts/wire.ts';
import { engineAnswers, engineInfo, rememberForeigners, restartEngine, startAgain } from '../machine/engine.ts';
import { removeOverlayNamespaces } from '../machine/overlay-namespaces.ts';
import type { Node } from '../machine/port.ts';
import { membershipOf } from '../machine/swarm.ts';
import { sweepSwarmNotes } from '../machine/swarm-notes.ts';
import { engineStart } from '../machine/typed-hands.ts';
import { reloadSystemd } from '../machine/unit.ts';
import { findTyped, isTaken, type Looked, type TypedOn } from './find-typed.ts';
import { takeTyped } from './take-typed.ts';
import { type Refused, typedProof } from './typed-proof.ts';
import type { Taking, TypedThing } from './typed-thing.ts';

interface How {
  includeUnowned: boolean;
  signal: AbortSignal;
  emit: (event: MadeEvent) => void;
}

type Kind = Taking['do'];

interface StartHow {
  /** How many of its files were restored. */
  files: number;
  /** Engines that people started, which are ended now. */
  engines: readonly TypedThing[];
  /** Ids of others' containers that ran in them. */
  others: readonly string[];
  signal: AbortSignal;
}

const isEngines = ({ step }: TypedThing): boolean => step === 'daemon';

/** An engine that waits for a store that is gone answers after some 20 s, or never. */
const patienceMs = 25_000;

/**
 * Takes back what was typed by hand, around the taking back of what the app made: the objects in the engines before it,
 * while their store answers; the daemons, their data and their files after it.
 */
export class TypedReset {
  readonly #lab: Lab;
  readonly #nodes: readonly Looked[];
  readonly #how: How;
  /** What was taken back, by node: the baseline may have it, where the app came only later. */
  readonly #taken = new Map<Node, Taking[]>();
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
  }

  takenOn(node: Node): readonly Taking[] {
    return this.#taken.get(node) ?? [];
  }

  /** Containers, then the networks that they were on. An engine that does not answer is started again before that. */
  async takeObjects(): Promise<void> {
    let found = await this.#find();
    const silent = [...found].filter(([, { engine }]) => engine === undefined);
    if (silent.length > 0) {
      // Nobody knows yet who is on their networks: the store and its data wait for that.
      await this.#each(silent, (node, on) => this.#takeDaemons(node, { ...on, things: on.things.filter(isEngines) }));
      found = await this.#find();
    }
    for (const [node, { things }] of found) {
      if (this.#hasBridge(node, things)) this.#gwbridges.add(node);
      this.#images.set(
        node,
        things.filter(({ taking }) => taking?.do === 'image'),
      );
    }
    await this.#each(found, (node, { things }) => this.#take(node, things, ['container', 'link', 'route', 'rule']));
    // One after another: an overlay is one thing that all nodes see.
    for (const [node, { things }] of found) await this.#take(node, things, ['network', 'bridge']);
  }

  /** Engines and members that people started, what they wrote for them, and at last the system's own engine again. */
  async takeDaemons(): Promise<void> {
    const found = await this.#find();
    // Members leave before their managers, which know them.
    for (const isManager of [false, true])
      await this.#each(found, (node, { things }) =>
        this.#take(
          node,
          things.filter(({ taking }) => taking?.do === 'swarm' && taking.isManager === isManager),
          ['swarm'],
        ),
      );
    await this.#each(found, (node, on) => this.#takeDaemons(node, on));
    await this.#each(await this.#find(), async (node, { things }) => {
      await this.#take(node, things, ['container']);
      await this.#take(node, this.#images.get(node) ?? [], ['image']);
      const bridge = things.find(({ taking }) => taking?.do === 'gwbridge');
      const thing: TypedThing = {
        step: 'workers',
        what: texts.typed.gwbridge,
        taking: { do: 'gwbridge' },
      };
      if (bridge || this.#gwbridges.has(node) || this.#tookEngine(node))
        await this.#take(node, [bridge ?? thing], ['gwbridge']);
      await this.#sweep(node);
    });
  }

  /** What an engine leaves behind of overlays that it was torn from, once it has neither store nor swarm. */
  async #sweep(node: Node): Promise<void> {
    const info = await engineInfo(node).catch(() => undefined);
    if (!info || info.ClusterStore || membershipOf(info).state !== 'inactive' || this.takenOn(node).length === 0)
      return;
    const before = this.#beforeOf(node);
    await removeOverlayNamespaces(node, before?.namespaces.map(({ name }) => name) ?? []);
    if (this.takenOn(node).some((one) => one.do === 'swarm')) await sweepSwarmNotes(node, before, this.#how.signal);
  }

  /** The engine makes it for overlays, in a store or a swarm, and does not take it away. */
  #hasBridge(node: Node, things: readonly TypedThing[]): boolean {
    if (things.some(({ taking }) => taking?.do === 'gwbridge')) return true;
    const stood = this.#beforeOf(node)?.networks.some(({ name }) => name === 'docker_gwbridge') ?? false;
    return !stood && things.some(({ taking }) => taking?.do === 'swarm');
  }

  /** One that said nothing while it had its store could not be asked for its bridge. */
  #tookEngine(node: Node): boolean {
    const stood = this.#beforeOf(node)?.networks.some(({ name }) => name === 'docker_gwbridge') ?? false;
    return !stood && this.takenOn(node).some((taking) => taking.do === 'file' || (taking.do === 'end' && !taking.data));
  }

  #beforeOf(node: Node): Inventory | undefined {
    return this.#nodes.find((one) => one.node === node)?.before;
  }

  /** Looks once more: what is still there and why, by node. */
  async proofs(): Promise<MadeProof[]> {
    const found = await this.#find();
    return [...found].map(([node, on]) =>
      typedProof(node.name, on, {
        ...{ left: this.#left.get(node) ?? [], includeUnowned: this.#how.includeUnowned },
        wasCutOff: this.#nodes.some((one) => one.node === node && one.wasCutOff),
      }),
    );
  }

  #find(): Promise<ReadonlyMap<Node, TypedOn>> {
    return findTyped(this.#lab, this.#nodes, {
      ...{ signal: this.#how.signal, patience: patienceMs, silentHold: true },
    });
  }

  /** Engines, then members, then their data: none of them is asked by another any more then. */
  async #takeDaemons(node: Node, { things, facts }: TypedOn): Promise<void> {
    const { signal } = this.#how;
    const of = (kinds: readonly Kind[], step: string) =>
      things.filter((thing) => thing.step === step && kinds.includes(thing.taking?.do as Kind));
    const engines = of(['end', 'unit'], 'daemon').filter((thing) => isTaken(thing, this.#how.includeUnowned));
    const others = engines.length > 0 ? await rememberForeigners(node, this.#lab.name) : [];
    let files = 0;
    try {
      await this.#take(node, of(['end', 'unit'], 'daemon'), ['end', 'unit']);
      files = await this.#take(node, of(['file'], 'daemon'), ['file']);
      await this.#take(node, of(['end', 'unit', 'data', 'file'], 'etcd'), ['end', 'unit', 'data', 'file']);
    } finally {
      // Also after a cancel: others' containers stopped with the engine that was ended.
      const hasToStart = signal.aborted && engines.length > 0;
      await this.#startEngine(node, facts, {
        ...{ files, engines, others },
        signal: hasToStart ? AbortSignal.timeout(patienceMs) : signal,
      });
    }
  }

  async #startEngine(node: Node, facts: TypedOn['facts'], { files, engines, others, signal }: StartHow): Promise<void> {
    const isRunning = facts.docker.active === 'active';
    const ran = this.#beforeOf(node)?.units.some(
      ({ unit, active }) => unit === 'docker.service' && active === 'active',
    );
    const shouldRun = facts.docker.loaded && (ran ?? facts.docker.enabled);
    try {
      // What an engine keeps of a swarm, its namespaces, it keeps until it starts again.
      if (isRunning && (files > 0 || this.takenOn(node).some((taking) => taking.do === 'swarm'))) {
        await reloadSystemd(node, signal);
        await restartEngine(node, signal, this.#lab.name);
      } else if (!isRunning && (shouldRun || engines.length > 0)) {
        await node.run(engineStart, {}, { signal });
        await engineAnswers(node, signal);
        this.#emitChange(node, { step: 'daemon', what: texts.typed.engineStarted }, 'restore');
      }
      if (others.length > 0) await startAgain(node, this.#lab.name, others);
    } catch (error) {
      this.#failed(node, { step: 'daemon', what: texts.remote.docker }, error);
    }
  }

  /** Takes those of these kinds, in their order; how many. What fails is told, and the others are taken all the same. */
  async #take(node: Node, things: readonly TypedThing[], kinds: readonly Kind[]): Promise<number> {
    const { includeUnowned, signal } = this.#how;
    let taken = 0;
    for (const kind of kinds)
      for (const thing of things) {
        const { taking } = thing;
        if (taking?.do !== kind || !isTaken(thing, includeUnowned)) continue;
        signal.throwIfAborted();
        try {
          await takeTyped(node, taking, { lab: this.#lab, nodes: this.#nodes.map((one) => one.node), signal });
          taken += 1;
          this.#taken.set(node, [...this.takenOn(node), taking]);
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
