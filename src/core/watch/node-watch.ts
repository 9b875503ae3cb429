import { LabError } from '../../shared/errors.ts';
import type { ReportedError } from '../../shared/run/events.ts';
import { texts } from '../../shared/texts/text.ts';
import type { NodeChange, Seen, SightedKind } from '../../shared/watch/sighting.ts';
import { reportError } from '../engine/report-error.ts';
import { waitFor } from '../gates/wait-for.ts';
import type { Node } from '../machine/port.ts';
import { authorOf, maybeNamed } from './authors.ts';
import { NodeEvidence } from './evidence.ts';
import { dockerHealth, etcdHealth } from './health.ts';
import { kindsOf, type Line } from './lines.ts';
import { ownFiles } from './node-program.ts';
import { talk } from './node-talk.ts';
import type { Sighting } from './sighting.ts';
import { type Change, NodeStanding } from './standing.ts';

/** What one is told of a node. */
export type WatchNews =
  | ({ type: 'change' } & NodeChange)
  /** Of these kinds something may have been missed. */
  | { type: 'many'; node: string; at: string; kinds: SightedKind[] }
  | { type: 'seen'; node: string; at: string; seen: Seen; lacks: string[] };

export interface NodeWatchOptions {
  lab: string;
  node: string;
  /** Names that are the lab's own whoever makes them. */
  ofLab: ReadonlySet<string>;
  /** A connection that needs no question; closed after use. */
  connect: (signal: AbortSignal) => Promise<Node>;
  tell: (news: WatchNews) => void;
  /** Pauses before it tries again, milliseconds; the last one repeats. */
  pauses?: readonly number[];
}

const usualPauses = [500, 1_000, 2_000, 5_000, 10_000, 30_000];
/** Errors that only a person can mend. */
const questions = new Set(['auth-failed', 'sudo-failed', 'host-key-unknown', 'host-key-changed', 'refused']);
const longMs = 3_600_000;
const healthMs = 3_000;
/** A member that is starting, or comes back. */
const soonMs = 700;
/** Every tenth look at health asks Docker: one that is just being stopped would be started by the question. */
const dockerEvery = 10;
/** Changes of which it is still looked who made them; with more of them one is told only that there were many. */
const mostQueued = 200;
/** Sources that end by themselves: xtables-monitor where it cannot run, Docker's where its daemon ends. */
const sourceEnds = new Set(['X', 'D']);

/** Watches one node: what stands on it, what changes, and whether it can be seen at all. */
export class NodeWatch {
  readonly #options: NodeWatchOptions;
  readonly #standing = new NodeStanding();
  readonly #evidence: NodeEvidence;
  #seen: Seen;
  #lacks: string[] = [];
  /** When anything was last heard of it. */
  #last: string | undefined;
  /** All is listed: what comes now is news. */
  #isListed = false;
  #wasListed = false;
  #listedAt = '';
  #queue: Promise<unknown> = Promise.resolve();
  #queued = 0;
  /** Kinds of which it was said that there are many, until all that wait were told. */
  readonly #crowded = new Set<SightedKind>();
  /** Of these sources it was said once on this connection that something may be missing. */
  readonly #ended = new Set<string>();
  #asking: Promise<unknown> = Promise.resolve();
  readonly #toAsk = new Set<string>();
  #wake: () => void = () => undefined;

  constructor(options: NodeWatchOptions) {
    this.#options = options;
    this.#evidence = new NodeEvidence(options.lab, options.ofLab);
    this.#seen = { state: 'unknown', error: notYet(options.node) };
  }

  get seen(): Seen {
    return this.#seen;
  }

  get standing(): NodeStanding {
    return this.#standing;
  }

  /** The app is at work on the node, in whatever process. */
  get isBusy(): boolean {
    return this.#evidence.now.atWork;
  }

  /** Tries again at once, where it waits. */
  again(): void {
    this.#wake();
  }

  /** Until the signal; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { node, pauses = usualPauses } = this.#options;
    for (let failed = 0; !signal.aborted; failed++) {
      const error = await this.#once(signal).catch((thrown: unknown) => thrown);
      if (signal.aborted) return;
      if (this.#isListed) failed = 0;
      this.#isListed = false;
      this.#unknown(reportError(error, { node }));
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      // Nobody is here to answer a question: what asked one is not asked again by itself.
      const isFinal = error instanceof LabError && questions.has(error.code);
      const pause = isFinal ? longMs : (pauses[Math.min(failed, pauses.length - 1)] ?? 0);
      await waitFor(pause, { signal, woken });
    }
  }

  async #once(signal: AbortSignal): Promise<void> {
    const { lab, connect } = this.#options;
    const node = await connect(signal);
    const over = new AbortController();
    const both = AbortSignal.any([signal, over.signal]);
    void node.lost.then((why) => over.abort(why ?? lost(node.name)));
    try {
      this.#lacks = [];
      this.#ended.clear();
      const told = (line: Line) => {
        this.#told(line, node, both);
        // Where sshd allows so few that a run would miss this one, the run has it.
        if (line.type === 'upto' && line.of === 'all') node.enoughSessions().catch((why: Error) => over.abort(why));
      };
      const silent = (isSilent: boolean) => (isSilent ? this.#unknown(noAnswer(node.name)) : this.#now());
      const health = this.#healths(node, both);
      await Promise.race([talk({ lab, node, signal: both, told, silent }), health]);
    } finally {
      over.abort(lost(node.name));
      await node.close().catch(() => undefined);
    }
  }

  #told(line: Line, node: Node, signal: AbortSignal): void {
    this.#last = now();
    if (line.type === 'lacks') {
      if (!this.#lacks.includes(line.of)) this.#lacks.push(line.of);
    } else if (line.type === 'ended') this.#sourceEnded(line.of);
    else if (line.type === 'many') this.#many(line.of);
    else if (line.type === 'from') this.#standing.begin(kindsOf(line.of));
    else if (line.type === 'thing') this.#thing(line.thing, node, signal);
    else if (line.type === 'upto') {
      const gone = this.#standing.end(kindsOf(line.of));
      if (line.of === 'all') this.#listed(node);
      for (const change of gone) this.#announce(change, node);
    }
  }

  #listed(node: Node): void {
    this.#isListed = true;
    this.#listedAt = now();
    void this.#evidence.refresh(node);
    this.#now();
    this.#wasListed = true;
  }

  #many(of: string): void {
    const { tell, node } = this.#options;
    tell({ type: 'many', node, at: now(), kinds: [...kindsOf(of)] });
  }

  /** What ends once is started again; what it would have said meanwhile is missing. */
  #sourceEnded(of: string): void {
    if (!sourceEnds.has(of) || this.#ended.has(of) || (of === 'D' && !this.#runs('dockerd'))) return;
    this.#ended.add(of);
    this.#many(of);
  }

  #thing(thing: Sighting, node: Node, signal: AbortSignal): void {
    if (thing.kind === 'file' && this.#isOwn(thing, node)) return;
    const change = this.#standing.see(thing, now());
    if (!change) return;
    this.#announce(change, node);
    if (change.kind === 'process' && change.name === 'etcd') this.#askSoon('etcd', () => this.#askEtcd(node, signal));
    if (change.kind === 'process' && change.name === 'dockerd')
      this.#askSoon('docker', () => this.#askDocker(node, signal));
  }

  /** The app's own files tell whether it is at work; they are no news. */
  #isOwn({ key, is }: Sighting, node: Node): boolean {
    const { lease, ledger } = ownFiles(this.#options.lab);
    if (key === lease) this.#evidence.lease(is === 'there');
    if (key === ledger) void this.#evidence.refresh(node);
    return key === lease || key === ledger;
  }

  /** In their order; one that the ledger may name waits until it was read. */
  #announce(change: Change, node: Node): void {
    // What was there when one came is no news; what differs from what was last seen is.
    if (!this.#isListed && !this.#wasListed) return;
    const at = now();
    const { tell, node: name } = this.#options;
    if (this.#queued === mostQueued) {
      if (!this.#crowded.has(change.kind)) tell({ type: 'many', node: name, at, kinds: [change.kind] });
      this.#crowded.add(change.kind);
      return;
    }
    this.#queued += 1;
    // The lease may be given back before the ledger was read.
    const { atWork } = this.#evidence.now;
    const evidence = () => ({ ...this.#evidence.now, ...(atWork && { atWork }) });
    this.#queue = this.#queue.then(async () => {
      if (maybeNamed(change, evidence())) await this.#evidence.refresh(node);
      this.#queued -= 1;
      if (this.#queued === 0) this.#crowded.clear();
      const by = authorOf(change, evidence());
      tell({ type: 'change', node: name, at, ...change, ...(by && { by }) });
    });
  }

  /** One after another, and of each no more than one that waits: the later answer is the truer one. */
  #askSoon(what: string, ask: () => Promise<void>): void {
    if (this.#toAsk.has(what)) return;
    this.#toAsk.add(what);
    this.#asking = this.#asking
      .then(() => {
        this.#toAsk.delete(what);
        return ask();
      })
      .catch(() => undefined);
  }

  async #healths(node: Node, signal: AbortSignal): Promise<never> {
    for (let round = 0; ; round++) {
      const isWell = this.#standing.get('etcd', 'health')?.detail !== 'does not answer';
      await waitFor(isWell ? healthMs : soonMs, { signal });
      signal.throwIfAborted();
      await this.#askEtcd(node, signal);
      if (round % dockerEvery === 0) await this.#askDocker(node, signal);
    }
  }

  async #askEtcd(node: Node, signal: AbortSignal): Promise<void> {
    const found = this.#runs('etcd') ? await etcdHealth(node, signal) : undefined;
    this.#healthIs('etcd', 'health', this.#runs('etcd') ? found : undefined, node, signal);
  }

  async #askDocker(node: Node, signal: AbortSignal): Promise<void> {
    const found = this.#runs('dockerd') ? await dockerHealth(node, signal) : undefined;
    this.#healthIs('docker', 'answers', this.#runs('dockerd') ? found : undefined, node, signal);
  }

  #healthIs(kind: 'etcd' | 'docker', key: string, found: Sighting | undefined, node: Node, signal: AbortSignal): void {
    if (signal.aborted) return;
    const before = this.#standing.get(kind, key);
    const change = found
      ? this.#standing.see(found, now())
      : before && this.#standing.see({ ...before, is: 'gone' }, now());
    // The first answer is how it stands, but where what answers began meanwhile.
    if (change && (before || this.#isNew(kind === 'etcd' ? 'etcd' : 'dockerd'))) this.#announce(change, node);
  }

  #runs(name: string): boolean {
    return this.#standing.of('process').some((one) => one.name === name);
  }

  #isNew(name: string): boolean {
    return this.#standing.of('process').some((one) => one.name === name && one.at > this.#listedAt);
  }

  #now(): void {
    if (this.#isListed) this.#set({ state: 'now' });
  }

  #unknown(error: ReportedError): void {
    this.#set({ state: 'unknown', error, ...(this.#last !== undefined && { last: this.#last }) });
  }

  #set(seen: Seen): void {
    if (JSON.stringify(seen) === JSON.stringify(this.#seen)) return;
    this.#seen = seen;
    const { tell, node } = this.#options;
    tell({ type: 'seen', node, at: now(), seen, lacks: [...this.#lacks] });
  }
}

const now = (): string => new Date().toISOString();
const lost = (node: string) => new LabError('unreachable', texts.watch.lost({ node }), { node });
const noAnswer = (node: string) => reportError(new LabError('unreachable', texts.watch.noAnswer({ node })), { node });
const notYet = (node: string) => reportError(new LabError('unreachable', texts.watch.notYet({ node })), { node });
