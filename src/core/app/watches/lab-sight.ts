import type { Lab } from '../../../shared/lab/lab.ts';
import type { StepId } from '../../../shared/run/steps.ts';
import type { DaemonState, LabSnapshot, NodeSight, Stand } from '../../../shared/snapshot/snapshot.ts';
import { isMeasuring, type TrackOutline } from '../../../shared/tracks/outline.ts';
import type { NodeChange, Seen, SightedKind } from '../../../shared/watch/sighting.ts';
import type { EngineProcess } from '../../machine/engine-process.ts';
import { brokenIn, type Doubt, type LookedAt, type Sight, standKey, withSeen } from '../../runs/with-seen.ts';
import { dockerOn, etcdOn } from '../../watch/daemons.ts';
import type { NodeStanding } from '../../watch/standing.ts';
import { touchedBy, touchedByMany } from '../../watch/touched-steps.ts';
import type { WatchNews } from '../../watch/watch-news.ts';

/** Of each node the newest are shown. */
const mostChanges = 12;
const mostDoubts = 200;
/** Longer than until the look that follows one that found something undone. */
const lastsMs = 6_000;

/** What a reset looks for, whoever made it; and what engines tell of containers that is none of that. */
const standingKinds: ReadonlySet<SightedKind> = new Set([
  ...(['container', 'network', 'image', 'volume', 'docker', 'unit', 'process', 'etcd', 'file'] as const),
]);
const passing = /^(exec_|health_status|attach|resize|top)/;

interface NodeKnown {
  seen: Seen;
  /** Somebody tried to see it, and said how that went. */
  wasTried: boolean;
  since?: string;
  standing?: NodeStanding;
  dockerWasSeen: boolean;
  /** How its engine was when that was asked; until it is asked again, or a daemon begins or ends. */
  engine: EngineProcess;
  changes: NodeChange[];
  changedAt?: string;
}

/** What the watch of one lab told so far, and what of it is still to be looked at. */
export class LabSight {
  readonly #lab: Lab;
  readonly #track: TrackOutline;
  readonly #nodes: Map<string, NodeKnown>;
  readonly #looked = new Map<string, LookedAt>();
  readonly #broken = new Map<StepId, string>();
  readonly #toLookAt = new Set<StepId>();
  /** Nodes without which a look was made. */
  readonly #missed = new Set<string>();
  /** Steps against which something happened, and steps that do not hold, since when. */
  readonly #hurt = new Set<StepId>();
  readonly #suspected = new Map<StepId, string>();
  #doubts: Doubt[] = [];

  constructor(lab: Lab, track: TrackOutline, seen: Seen) {
    this.#lab = lab;
    this.#track = track;
    this.#nodes = new Map(
      lab.nodes.map(({ name }) => [
        name,
        { seen, wasTried: false, dockerWasSeen: false, engine: 'running', changes: [] },
      ]),
    );
  }

  /** Where the things that a node says it has are kept. */
  standsOn(node: string, standing: NodeStanding): void {
    const known = this.#nodes.get(node);
    if (known) known.standing = standing;
  }

  /** True where a window has something new to show. */
  heard(news: Exclude<WatchNews, { type: 'drill' }>): boolean {
    const known = this.#nodes.get(news.node);
    if (!known) return false;
    if (news.type === 'seen') {
      this.#seen(known, news.seen, news.at);
      return true;
    }
    if (news.type === 'many') {
      this.#toLookAtAlso(touchedByMany(news.kinds, this.#track));
      known.changedAt = news.at;
      return true;
    }
    const { type: _, ...change } = news;
    return this.#changed(known, change);
  }

  #seen(known: NodeKnown, seen: Seen, at: string): void {
    const was = known.seen.state;
    known.seen = seen;
    known.wasTried = true;
    if (seen.state !== 'now') delete known.since;
    else if (was !== 'now' || known.since === undefined) known.since = at;
    // What happened meanwhile nobody told.
    if (seen.state === 'now' && was !== 'now') this.touchAll();
  }

  #changed(known: NodeKnown, change: NodeChange): boolean {
    const isStanding = standingKinds.has(change.kind) && !passing.test(change.detail);
    if (isStanding) known.changedAt = change.at;
    const touched = touchedBy(change, this.#lab, this.#track);
    if (!touched) return isStanding;
    if (change.kind === 'process' && change.name === 'dockerd') {
      known.dockerWasSeen = true;
      known.engine = 'running';
    }
    known.changes = [...known.changes, change].slice(-mostChanges);
    this.#toLookAtAlso(touched.steps);
    // The app checks itself what it makes.
    if (touched.against && change.by !== 'app' && change.by !== 'unknown') {
      for (const step of touched.steps) this.#hurt.add(step);
      this.#doubts = [...this.#doubts, ...touched.steps.map((step) => ({ step, change }))].slice(-mostDoubts);
    }
    return true;
  }

  touchAll(): void {
    this.#toLookAtAlso(this.#track.steps.map(({ id }) => id).filter((id) => id !== 'preflight'));
  }

  #toLookAtAlso(steps: readonly StepId[]): void {
    for (const step of steps) if (!isMeasuring(this.#track, step)) this.#toLookAt.add(step);
  }

  /**
   * Steps whose checks may come out differently than is known. Where some nodes cannot be asked these are steps that are each
   * node's own, and where none can there are none. Preflight tries what is between the nodes.
   */
  get toLookAt(): StepId[] {
    const { canBeAsked } = this;
    if (canBeAsked.length === 0) return [];
    const isWhole = canBeAsked.length === this.#nodes.size;
    const isTheirs = ({ id, scope }: TrackOutline['steps'][number]) =>
      isWhole || (scope === 'node' && id !== 'preflight');
    return this.#track.steps.flatMap((step) => (this.#toLookAt.has(step.id) && isTheirs(step) ? [step.id] : []));
  }

  /**
   * Nodes that are seen, and on which Docker runs. Who asks one that was stopped has systemd start it, under the hands of who
   * is about to start another; who asks one that hangs waits. None until it is known of each whether it is seen.
   */
  get canBeAsked(): string[] {
    if ([...this.#nodes.values()].some(({ wasTried }) => !wasTried)) return [];
    const isAwake = ({ node, seen }: NodeSight) =>
      seen.state === 'now' && this.#dockerAsTold(this.#nodes.get(node)) === 'running';
    return this.#sights.filter(isAwake).map(({ node }) => node);
  }

  /** Of all nodes that can be asked the store answers, or it is no program of its own. */
  get storeAnswers(): boolean {
    if (!this.#track.steps.some(({ daemons }) => daemons?.includes('etcd'))) return true;
    const { canBeAsked } = this;
    return this.#sights.every(({ node, etcd }) => !canBeAsked.includes(node) || etcd === 'running');
  }

  /** No engine began or ended since the watch began: none is about to take its ports. */
  get enginesStay(): boolean {
    return [...this.#nodes.values()].every(({ dockerWasSeen }) => !dockerWasSeen);
  }

  /** How the engine of a node was found, which may be before anybody told. True where that is new. */
  engineIs(node: string, engine: EngineProcess): boolean {
    const known = this.#nodes.get(node);
    if (!known || known.engine === engine) return false;
    known.engine = engine;
    return true;
  }

  /** They are being looked at on these nodes: what changes from now on is to be looked at again. */
  looking(steps: readonly StepId[], on: readonly string[] = this.canBeAsked): void {
    for (const step of steps) this.#toLookAt.delete(step);
    for (const node of this.#nodes.keys()) if (!on.includes(node)) this.#missed.add(node);
  }

  /** A node that could not be asked while the others were looked at, and can be now, is looked at too. */
  catchUp(): void {
    const back = this.canBeAsked.filter((node) => this.#missed.delete(node));
    if (back.length > 0) this.touchAll();
  }

  /** They were, from `since` on. Without a stand nothing was found out, and they are still to be looked at. */
  looked(steps: readonly StepId[], stands: readonly Stand[], since: string): void {
    for (const stand of stands) this.#looked.set(standKey(stand), { stand, since });
    const found = new Set(stands.map(standKey));
    if (stands.length === 0) this.#toLookAtAlso(steps);
    // What speaks against a step on a node that was not asked still does.
    const wasFound = ({ step, change: { node } }: Doubt) =>
      found.has(standKey({ step })) || found.has(standKey({ step, node }));
    this.#doubts = this.#doubts.filter((doubt) => !wasFound(doubt) || doubt.change.at > since);
  }

  /** `busy`: a run is running. */
  in(snapshot: LabSnapshot, busy: boolean, at = new Date().toISOString()): LabSnapshot {
    const seen = withSeen(this.#track, snapshot, this.#sight(busy));
    if (!busy) this.#noteBroken(seen, at);
    return seen;
  }

  /** What a look alone says, and nothing that happened, is believed once it has lasted: an engine may need a moment. */
  #noteBroken(seen: LabSnapshot, at: string): void {
    const broken = brokenIn(this.#track, seen);
    for (const step of this.#suspected.keys()) if (!broken.includes(step)) this.#suspected.delete(step);
    for (const step of broken) {
      const since = this.#suspected.get(step) ?? at;
      this.#suspected.set(step, since);
      const isHurt = seen.stands.some((one) => one.step === step && one.lost?.why === 'daemon') || this.#hurt.has(step);
      if (!isHurt && Date.parse(at) - Date.parse(since) < lastsMs) continue;
      const known = brokenSince(seen.stands, step, at);
      if (known > (this.#broken.get(step) ?? '')) this.#broken.set(step, known);
    }
    // On one node it may be done while on another it is still to be looked at.
    for (const step of this.#hurt) {
      const stands = seen.stands.filter((one) => one.step === step);
      if (stands.length > 0 && stands.every(({ state }) => state === 'done')) this.#hurt.delete(step);
    }
  }

  #sight(busy: boolean): Sight {
    return {
      nodes: this.#sights,
      since: new Map([...this.#nodes].flatMap(([name, { since }]) => (since === undefined ? [] : [[name, since]]))),
      looked: this.#looked,
      doubts: this.#doubts,
      broken: this.#broken,
      busy,
    };
  }

  get #sights(): NodeSight[] {
    return [...this.#nodes].map(([node, known]) => {
      const { seen, standing, changes, changedAt } = known;
      const told = { node, seen, changes, ...(changedAt !== undefined && { changedAt }) };
      if (!standing || seen.state !== 'now') return told;
      const docker = this.#dockerAsTold(known) ?? 'running';
      return { ...told, docker: docker === 'running' ? known.engine : docker, etcd: etcdOn(standing) };
    });
  }

  #dockerAsTold(known: NodeKnown | undefined): DaemonState | undefined {
    return known?.standing && dockerOn(known.standing, known.dockerWasSeen);
  }
}

/** When it was last found not to hold: what was measured after that was measured on something else, perhaps made since. */
function brokenSince(stands: readonly Stand[], step: StepId, now: string): string {
  const own = stands.filter((one) => one.step === step && one.state !== 'done');
  return own.map(({ lost, at }) => (lost ? now : (at ?? now))).reduce((one, other) => (one > other ? one : other), '');
}
