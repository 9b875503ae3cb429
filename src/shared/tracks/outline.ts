import { LabError } from '../errors.ts';
import type { StepId } from '../run/steps.ts';
import { texts, type Words } from '../texts/text.ts';

/** Of a step: what everybody may know of it, window and core, without its code. */
export interface StepOutline {
  id: StepId;
  title: Words;
  /** `node`: one task a node. `cluster`: one task for all nodes together. */
  scope: 'node' | 'cluster';
  /** `build` changes nodes; `observe` only looks and measures, so it never counts as a change. */
  kind: 'build' | 'observe';
  /** Must be satisfied before; 'same' node, or on 'every' node. */
  needs: readonly Need[];
  /** Must be over before on the same node, whatever came of it: the order of steps that would disturb each other. */
  after?: readonly StepId[];
  /** Daemons that must be running where it stands; without them it does not hold, whatever it made. */
  daemons?: readonly Daemon[];
}

export type Daemon = 'docker' | 'etcd';

export interface Need {
  step: StepId;
  on: 'same' | 'every';
}

/** A part of the lesson; its text is `src/shared/texts/LANGUAGE/lessons/TRACK/PART.md`. */
export interface PartOutline {
  id: string;
  /** `TRACK/PART` of another track whose text is as true here. */
  text?: string;
  /** Its drawing in the lesson; of its own name where none is given. */
  picture?: string;
  steps: readonly StepId[];
}

/** What differs between tracks in the pictures that they share. */
export interface Drawn {
  /** Engines that it works on. */
  docker: Words;
  /** What else is on each node before the first step. */
  store?: { name: string; versions: Words };
  /** What has to be open between the nodes, where their packets go to this UDP port: as it stands in the picture, and in a sentence. */
  ports: (dataPort: number) => Words;
  portsInWords: (dataPort: number) => Words;
  /** As the engines number and address the first network that a person makes. */
  vni: number;
  subnet: string;
  /** Last numbers of the workers' addresses in it. */
  workers: readonly [number, number];
  /** Names of the bridge and of the tunnel's end; those that the engines give, unless told. */
  bridge?: string;
  tunnel?: string;
}

/** Where a part's text is, as `TRACK/PART`. */
export const textOf = ({ id }: Pick<TrackOutline, 'id'>, part: PartOutline): string => part.text ?? `${id}/${part.id}`;

/** One way to a network across hosts, as far as it is plain data. */
export interface TrackOutline {
  id: string;
  /** In the order in which people meet them; what needs what decides the real one. */
  steps: readonly StepOutline[];
  parts: readonly PartOutline[];
  /** Engines that it works on: from this version on (`1.9`), and before that one (`23`), where there is an end. */
  engines: { from: string; before?: string };
  /** The step whose undoing takes the engines out of what they share: what they keep there is out of reach then. */
  store: StepId;
  drawn: Drawn;
  /** Of a worker, as it sees them itself; eth0 and eth1 unless told. */
  interfaces?: readonly [string, ...string[]];
}

type Engines = TrackOutline['engines'];

/** Where an engine's version lies: `older` than the range, `within` it, or `newer`. */
export function placeIn({ from, before }: Engines, version: string): 'older' | 'within' | 'newer' {
  if (compareVersions(version, from) < 0) return 'older';
  return before !== undefined && compareVersions(version, before) >= 0 ? 'newer' : 'within';
}

/** Of `20.10.24+dfsg1` the numbers count; what is not said counts as 0. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => (/^\d+(\.\d+)*/.exec(text)?.[0] ?? '0').split('.').map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** For people: `from 1.9 on and before 23`, `1.12 or newer`. */
export const enginesInWords = ({ from, before }: Engines): Words =>
  before === undefined ? texts.tracks.enginesFrom({ from }) : texts.tracks.enginesBetween({ from, before });

type Graph = Pick<TrackOutline, 'steps'>;

/** Steps sorted so that each comes after those it needs or follows; ties keep the order they are listed in. */
export function inOrder<S extends StepOutline>(steps: readonly S[]): S[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const sorted: S[] = [];
  const visiting = new Set<StepId>();
  const visit = (step: S): void => {
    if (sorted.includes(step)) return;
    if (visiting.has(step.id)) throw new LabError('unexpected', texts.tracks.circle({ step: step.id }));
    visiting.add(step.id);
    for (const id of [...step.needs.map((need) => need.step), ...(step.after ?? [])]) {
      const other = byId.get(id);
      if (other) visit(other);
    }
    visiting.delete(step.id);
    sorted.push(step);
  };
  for (const step of steps) visit(step);
  return sorted;
}

/** The steps that need any of `ids`, directly or through others, together with `ids`, in the track's order. */
export function withDependants({ steps }: Graph, ids: readonly StepId[]): StepId[] {
  const found = new Set(ids);
  for (const step of inOrder(steps)) if (step.needs.some((need) => found.has(need.step))) found.add(step.id);
  return steps.flatMap(({ id }) => (found.has(id) ? [id] : []));
}

/** The steps that `ids` need, directly or through others, together with `ids`, in the track's order. */
export function withNeeds({ steps }: Graph, ids: readonly StepId[]): StepId[] {
  const found = new Set(ids);
  for (const step of inOrder(steps).reverse())
    if (found.has(step.id)) for (const need of step.needs) found.add(need.step);
  return steps.flatMap(({ id }) => (found.has(id) ? [id] : []));
}

/** Whether a step measures: its result belongs to one run, and a check alone cannot repeat it. Preflight only looks. */
export function isMeasuring(track: Graph, id: StepId): boolean {
  const step = track.steps.find((one) => one.id === id);
  return step?.kind === 'observe' && step.needs.length > 0;
}

/** Whether a check alone tells if a step still holds: preflight tries ports for a moment, which somebody may be about to take. */
export function isLookedAt(track: Graph, id: StepId): boolean {
  return id !== 'preflight' && !isMeasuring(track, id);
}
