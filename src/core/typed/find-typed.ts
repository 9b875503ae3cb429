import type { Inventory } from '../../shared/inventory/inventory.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { type SwitchState, switchRead } from '../machine/open-switch.ts';
import { operation } from '../machine/operation.ts';
import { stateDirectory } from '../machine/own-directory.ts';
import type { Node } from '../machine/port.ts';
import { workerImage, workerName } from '../tracks/common/support/names.ts';
import { type EngineContainer, type EngineFacts, type EngineNetwork, engineFacts } from './engine-facts.ts';
import { judgeEngine } from './judge-engine.ts';
import { judgeObjects } from './judge-objects.ts';
import { judgeStore } from './judge-store.ts';
import { judgeSwarm } from './judge-swarm.ts';
import { judgeSwitches } from './judge-switches.ts';
import { judgeWays } from './judge-ways.ts';
import { parseTypedFacts, type TypedFacts } from './typed-facts.ts';
import type { TypedNote } from './typed-note.ts';
import { typedScript } from './typed-script.ts';
import { hasStep, type Signs, type TypedThing } from './typed-thing.ts';

/** A node that is looked at, with what is known of it. */
export interface Looked {
  node: Node;
  before: Inventory | undefined;
  own: ReadonlySet<string>;
  /** What an earlier reset of what was typed noted here before it was cut off. */
  begun?: TypedNote | undefined;
  /** It noted something that cannot be read any more. */
  isNoteLost?: boolean;
  /** Where what is about to be taken is noted on the node, by whoever takes it; on the disk when it returns. */
  keepNote?: (text: string) => Promise<void>;
}

/** What stands on a node by people's hands, and how much of it could be seen. */
export interface TypedOn {
  things: TypedThing[];
  facts: TypedFacts;
  /** Absent where the engine did not answer: its networks and containers were not seen. */
  engine?: EngineFacts;
  /** Absent where it did not answer, or is none of the lab's track. */
  switches?: SwitchState;
}

/** How long an engine may think, in milliseconds, unless told: one that has lost its store does so for long. */
const patienceMs = 4000;

export interface FindOptions {
  signal: AbortSignal;
  /** Milliseconds that an engine may think. */
  patience?: number;
  /** What was read of nodes already, by `readTyped`. */
  ahead?: ReadonlyMap<Node, Promise<Read>>;
  /** What may be in an engine that does not answer keeps the store. A plan does not need it: its reset asks longer. */
  silentHold?: boolean;
}

/**
 * What people made on the nodes by typing, found by what it is, judged by several signs of its own; nothing is changed.
 * Rejects where a node itself cannot be read.
 */
export async function findTyped(
  lab: Lab,
  nodes: readonly Looked[],
  { signal, patience = patienceMs, silentHold = false, ahead }: FindOptions,
): Promise<ReadonlyMap<Node, TypedOn>> {
  const addresses = new Map(lab.nodes.map(({ name, address }) => [name, address]));
  const read = await Promise.all(
    nodes.map(({ node }) => ahead?.get(node) ?? readTyped(lab, node, { signal, patience })),
  );
  const engines = read.map(({ engine }) => engine);
  const found = nodes.map(({ node, before, own, begun }, index): [Node, TypedOn] => {
    const { facts, engine, switches } = read[index] as Read;
    const signs: Signs = { lab, node: node.name, address: node.address, addresses, before, own, begun };
    const names = { worker: workerName(lab, node.name), image: workerImage };
    const things = [
      ...(engine ? [...judgeObjects(engine, names, signs), ...judgeSwarm(engine, engines, signs)] : []),
      ...judgeEngine(facts, signs, engine),
      ...judgeStore(facts, signs),
      ...judgeWays(facts, signs),
      ...judgeSwitches(switches, signs),
    ];
    return [node, { things, facts, ...(engine && { engine }) }];
  });
  const away = lab.nodes.map(({ name }) => name).filter((name) => !nodes.some(({ node }) => node.name === name));
  const silent = silentHold ? found.flatMap(([{ name }, { engine }]) => (engine ? [] : [name])) : [];
  return heldBack(new Map(found), lab, [...away, ...silent]);
}

/** What on a node may have been typed by people. */
export const typedRead = operation<{ lab: string }, TypedFacts>({
  name: 'typed.read',
  program: ({ lab }) => ({ script: typedScript, words: [stateDirectory(lab)] }),
  read: ({ stdout }) => parseTypedFacts(stdout),
});

/** What a node says, before it is judged; without an engine where that did not answer in good time. */
export type Read = Pick<TypedOn, 'facts' | 'engine' | 'switches'>;

/** Reads it of one node, for `ahead`. Where `isAwake` says no the engine is not asked: its socket would start it. */
export async function readTyped(
  lab: Lab,
  node: Node,
  {
    signal,
    patience = patienceMs,
    isAwake = Promise.resolve(true),
  }: Pick<FindOptions, 'signal' | 'patience'> & { isAwake?: Promise<boolean> },
): Promise<Read> {
  const asking = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const ask = async () => ((await isAwake) ? engineFacts(node, workerImage, asking) : undefined);
  const lookAtSwitches = async () =>
    hasStep({ lab }, 'switch')
      ? node.run(switchRead, { address: node.address, which: 'all' }, { signal: asking })
      : undefined;
  const [facts, engine, switches] = await Promise.all([
    node.run(typedRead, { lab: lab.name }, { signal }),
    inTime(ask(), asking),
    inTime(lookAtSwitches(), asking),
  ]);
  signal.throwIfAborted();
  return { facts, ...(engine && { engine }), ...(switches && { switches }) };
}

function inTime<T>(asked: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
    asked.then(resolve, () => resolve(undefined));
  });
}

interface Holder {
  by: Words;
  /** What it keeps where it is. */
  steps: readonly StepId[];
}

const storeSteps: readonly StepId[] = ['network', 'daemon', 'etcd'];

/**
 * Others' containers on a network of the store keep it, whoever made it, and with it the store and the engines that meet
 * there: without it they could not start again. So does another lab's network, and whatever may be on a node that could not
 * be asked: what was not seen is not nothing.
 */
export function heldBack(
  found: ReadonlyMap<Node, TypedOn>,
  lab: Lab,
  unseen: readonly string[],
): ReadonlyMap<Node, TypedOn> {
  const all = [...found];
  const claimed = new Set(
    all.flatMap(([, { things }]) => things.flatMap(({ taking }) => (taking?.do === 'container' ? [taking.id] : []))),
  );
  const overlays = all.flatMap(([, { engine }]) => engine?.networks.filter(isInStore) ?? []);
  const names = new Set([lab.network.name, ...overlays.map(({ name }) => name)]);
  const users = all.flatMap(([{ name: node }, { engine }]) =>
    (engine?.containers ?? [])
      .filter((one) => one.lab !== lab.name && !one.isTask && !claimed.has(one.id))
      .filter((one) => engine && isOnStore(one, engine, names))
      .map(({ name }) => texts.typed.containerOn({ name, node })),
  );
  const others = new Set(overlays.flatMap((one) => (one.lab !== undefined && one.lab !== lab.name ? [one.lab] : [])));
  const holders: Holder[] = [
    ...users.map((by) => ({ by, steps: storeSteps })),
    ...[...others].map((other) => ({ by: texts.typed.otherLab({ lab: other }), steps: storeSteps })),
    // An engine of its own may leave the store; the store itself is theirs too.
    ...unseen.map((node) => ({ by: texts.typed.mayBeOn({ node }), steps: storeSteps.filter((id) => id !== 'daemon') })),
  ];
  return new Map(all.map(([node, on]) => [node, { ...on, things: on.things.map((one) => held(one, holders)) }]));
}

/** A network that is in no list any more went with its store. */
function isOnStore({ networks: on }: EngineContainer, { swarm, networks }: EngineFacts, overlays: ReadonlySet<string>) {
  const isLost = (network: string) => !networks.some(({ name }) => name === network);
  return swarm.state === 'inactive' && on.some((network) => overlays.has(network) || isLost(network));
}

/** In a swarm the managers have the networks, so the swarm is what counts. */
const isInStore = ({ driver, scope }: EngineNetwork): boolean => driver === 'overlay' && scope === 'global';

function held(thing: TypedThing, holders: readonly Holder[]): TypedThing {
  if (!thing.taking) return thing;
  const step = thing.taking.do === 'gwbridge' ? 'network' : thing.step;
  const each = holders.filter(({ steps }) => steps.includes(step)).map(({ by }) => by);
  return each.length === 0 ? thing : { ...thing, heldBy: texts.typed.heldBy({ each }) };
}

/** Whether it is taken back; `includeUnowned`: others' containers may be disconnected. */
export const isTaken = ({ taking, heldBy }: TypedThing, includeUnowned: boolean): boolean =>
  taking !== undefined && (heldBy === undefined || includeUnowned);

/** Why it is left, in words that follow "left, because". */
export const whyLeft = ({ why, heldBy = '' }: TypedThing): Words => why ?? texts.typed.wouldLoseNetwork({ heldBy });
