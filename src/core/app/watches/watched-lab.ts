import pLimit from 'p-limit';
import { LabError } from '../../../shared/errors.ts';
import type { StepId } from '../../../shared/run/steps.ts';
import type { LabSnapshot, Stand } from '../../../shared/snapshot/snapshot.ts';
import { texts } from '../../../shared/texts/text.ts';
import { outlineOf } from '../../../shared/tracks/tracks.ts';
import { boundedNode } from '../../bounds/bounded-node.ts';
import { reportError } from '../../engine/report-error.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import { type EngineProcess, engineProcess } from '../../machine/engine-process.ts';
import type { Node } from '../../machine/port.ts';
import { lookAgain } from '../../runs/look-again.ts';
import type { NodeSessions } from '../../runs/node-sessions.ts';
import type { StartRun } from '../../runs/run-request.ts';
import { standKey } from '../../runs/with-seen.ts';
import { LabWatch } from '../../watch/lab-watch.ts';
import { LabSight } from './lab-sight.ts';
import { veiled } from './veiled.ts';

export interface WatchedLabOptions {
  sessions: NodeSessions;
  startRun: StartRun;
  /** Something else is being done with the lab: whatever looks waits. */
  isBusy: () => boolean;
  isRunning: () => boolean;
  /** Something was announced on a node. */
  heard: (node: string) => void;
  /** Something is to be shown. */
  told: () => void;
}

/** How often it is seen to whether there is something to look at. */
const tickMs = 150;
/** What nothing announces is found by a look at all steps. */
const sweepMs = 120_000;
/** The first one after something that was done was found undone: an engine whose store is back takes a while. */
const soonMs = 3_000;
/** A look that found nothing out is not repeated at once. */
const againMs = 3_000;
/** So long after it was seen that an engine is being stopped, or is starting, it is looked at again. */
const stoppingMs = 400;
/** So often at that pace: one that stays so is looked at less. */
const mostUnready = 25;
/** So long after a person did something nothing is looked at: longer than it takes to stop Docker and to see that. */
const personMs = 2_000;
/** Connections that are made at a time, of all labs. */
const atOnce = pLimit(16);

/** The watch of one lab as it is now: what it tells, and the looks at what changed. */
export class WatchedLab {
  readonly #lab: TrustedLab;
  readonly #options: WatchedLabOptions;
  readonly #sight: LabSight;
  readonly #watch: LabWatch;
  /** How steps stood in what was shown last. */
  #stands: readonly Stand[] = [];
  #looking: AbortController | undefined;
  /** Nodes that are being looked at. */
  #asked: readonly string[] = [];
  #quietUntil = 0;
  #unready = 0;
  #sweepPause = sweepMs;
  #sweepAt = Date.now() + sweepMs;

  constructor(lab: TrustedLab, options: WatchedLabOptions) {
    this.#lab = lab;
    this.#options = options;
    const { sessions, told, heard } = options;
    this.#sight = new LabSight(lab.lab, outlineOf(lab.lab.track), { state: 'unknown', error: notYet() });
    this.#watch = new LabWatch(lab, {
      // Only where nobody has to be asked: the watch is nobody's wish.
      connect: (target, signal) => atOnce(async () => boundedNode(await sessions.lend(target, { signal }))),
      tell: (news) => {
        if (news.type === 'drill') return this.#drill();
        if (this.#sight.heard(news)) told();
        heard(news.node);
        this.#leaveWhoIsAway();
      },
    });
    for (const { name } of lab.lab.nodes) {
      const standing = this.#watch.node(name)?.standing;
      if (standing) this.#sight.standsOn(name, standing);
    }
  }

  /** Until the signal; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const timer = setInterval(() => this.#tick(signal), tickMs);
    timer.unref();
    try {
      await this.#watch.run(signal);
    } finally {
      clearInterval(timer);
      this.#looking?.abort();
    }
  }

  /** The snapshot with what is seen now. */
  in(snapshot: LabSnapshot): LabSnapshot {
    const seen = this.#sight.in(snapshot, this.#options.isRunning());
    this.#stands = seen.stands;
    const since = this.#watch.secretSince;
    return since === undefined ? seen : veiled(seen, snapshot, since);
  }

  /** A drill of which nothing may be told is running. */
  get isSecret(): boolean {
    return this.#watch.secretSince !== undefined;
  }

  /** One began, or is none any more: what changed meanwhile nobody told. */
  #drill(): void {
    this.#looking?.abort();
    this.#sight.touchAll();
    this.#options.told();
    for (const { name } of this.#lab.lab.nodes) this.#options.heard(name);
  }

  /** Nodes that wait are tried again: a person was asked, or a run came to them. */
  again(): void {
    this.#watch.again();
  }

  /**
   * What looks makes place for what a person does. A look that asks Docker after somebody stopped it has systemd's socket
   * start it again, and it takes a moment until the watch sees that it was stopped.
   */
  busy(): void {
    this.#quiet(personMs);
    this.#looking?.abort();
  }

  /** A look that waits for a node that went meanwhile is begun again without it. */
  #leaveWhoIsAway(): void {
    if (!this.#looking) return;
    const { canBeAsked } = this.#sight;
    if (this.#asked.some((node) => !canBeAsked.includes(node))) this.#looking.abort();
  }

  #quiet(ms: number): void {
    this.#quietUntil = Math.max(this.#quietUntil, Date.now() + ms);
  }

  /**
   * An engine ends its containers before it ends itself, and one that starts may fail, which one sees first. Who asks it then
   * has its socket start it again, against the will of whoever stopped it.
   */
  async #enginesRun(nodes: readonly string[], signal: AbortSignal): Promise<boolean> {
    const { lab, baseDir, ownFiles } = this.#lab;
    const { sessions, told } = this.#options;
    const asked = lab.nodes.filter(({ name }) => nodes.includes(name));
    const run = await Promise.all(
      asked.map(async ({ name, address, ssh }) => {
        const lent = await sessions.lend({ name, address, ssh, baseDir, ownFiles }, { signal }).catch(() => undefined);
        if (!lent) return false;
        const engine = await engineOn(boundedNode(lent), signal).finally(() => lent.close());
        if (engine && this.#sight.engineIs(name, engine)) told();
        return engine === 'running';
      }),
    );
    return !run.includes(false);
  }

  #tick(signal: AbortSignal): void {
    const now = Date.now();
    if (this.#looking || signal.aborted || now < this.#quietUntil) return;
    if (this.#options.isBusy() || this.#watch.isBusy || this.isSecret) return;
    if (now > this.#sweepAt) this.#sight.touchAll();
    this.#sight.catchUp();
    const steps = this.#sight.toLookAt;
    if (steps.length === 0) return;
    void this.#look(steps, signal);
  }

  async #look(steps: StepId[], signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    this.#looking = over;
    const { sessions, startRun, told } = this.#options;
    const nodes = this.#sight.canBeAsked;
    this.#asked = nodes;
    if (!(await this.#enginesRun(nodes, over.signal))) {
      this.#looking = undefined;
      this.#unready += 1;
      this.#quiet(this.#unready < mostUnready ? stoppingMs : againMs);
      return;
    }
    this.#unready = 0;
    const since = new Date().toISOString();
    this.#sight.looking(steps, nodes);
    const stands = await lookAgain(this.#lab, {
      track: outlineOf(this.#lab.lab.track),
      ...{ steps, startRun, before: this.#stands, signal: AbortSignal.any([signal, over.signal]) },
      ...(nodes.length < this.#lab.lab.nodes.length && { on: nodes, listsNoNetworks: !this.#sight.storeAnswers }),
      takesPorts: this.#sight.enginesStay && !isPreflightDone(this.#stands),
      connect: (target, { signal: waiting }) => sessions.lend(target, { ...(waiting && { signal: waiting }) }),
    });
    this.#looking = undefined;
    this.#sight.looked(steps, stands, since);
    this.#sweepPause = wasUndone(stands, this.#stands) ? soonMs : Math.min(this.#sweepPause * 2, sweepMs);
    this.#sweepAt = Date.now() + this.#sweepPause;
    if (stands.length === 0 && !over.signal.aborted) this.#quiet(againMs);
    told();
  }
}

/** Its ports were tried, and need not be again. */
function isPreflightDone(stands: readonly Stand[]): boolean {
  const found = stands.filter(({ step }) => step === 'preflight');
  return found.length > 0 && found.every(({ state }) => state === 'done');
}

/** True where a look found something undone that counted as done before. */
function wasUndone(found: readonly Stand[], before: readonly Stand[]): boolean {
  const counted = new Set(before.filter(({ state, lost }) => state === 'done' || lost).map(standKey));
  return found.some((one) => one.state !== 'done' && counted.has(standKey(one)));
}

const engineOn = (node: Node, signal: AbortSignal): Promise<EngineProcess | undefined> =>
  node.run(engineProcess, {}, { signal }).catch(() => undefined);

const notYet = () => reportError(new LabError('unreachable', texts.watch.looking));
