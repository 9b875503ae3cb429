import { LabError } from '../../shared/errors.ts';
import type { ReportedError } from '../../shared/run/events.ts';
import { texts } from '../../shared/texts/text.ts';
import type { Seen } from '../../shared/watch/sighting.ts';
import { reportError } from '../engine/report-error.ts';
import { waitFor } from '../gates/wait-for.ts';
import type { SecretDrill } from '../ledger/secret-drill.ts';
import type { Node } from '../machine/port.ts';
import { Announcer } from './announcer.ts';
import { Answers } from './answers.ts';
import { NodeEvidence } from './evidence.ts';
import { kindsOf, type Line } from './lines.ts';
import { ownFiles } from './node-program.ts';
import { talk } from './node-talk.ts';
import type { Sighting } from './sighting.ts';
import { type Change, NodeStanding } from './standing.ts';
import type { WatchNews } from './watch-news.ts';

export interface NodeWatchOptions {
  lab: string;
  node: string;
  /** Names that are the lab's own whoever makes them. */
  ofLab: ReadonlySet<string>;
  /** A connection that needs no question; closed after use. */
  connect: (signal: AbortSignal) => Promise<Node>;
  tell: (news: WatchNews) => void;
  /** Its ledger was read. */
  wasRead?: () => void;
  /** Pauses before it tries again, milliseconds; the last one repeats. */
  pauses?: readonly number[];
}

/** One that was off for some minutes is seen soon after it is back, and one that is off for hours costs little. */
const usualPauses = [500, 1_000, ...Array.from({ length: 60 }, () => 2_000), 10_000, 30_000];
/** Errors that only a person can fix. */
const questions = new Set(['auth-failed', 'sudo-failed', 'host-key-unknown', 'host-key-changed', 'refused']);
const longMs = 3_600_000;
/** Sources that end by themselves: xtables-monitor where it cannot run, Docker's where its daemon ends. */
const sourceEnds = new Set(['X', 'D']);

/** Watches one node: what stands on it, what changes, and whether it can be seen at all. */
export class NodeWatch {
  readonly #options: NodeWatchOptions;
  readonly #standing = new NodeStanding();
  readonly #evidence: NodeEvidence;
  readonly #announcer: Announcer;
  #seen: Seen;
  #lacks: string[] = [];
  /** When anything was last heard of it. */
  #last: string | undefined;
  /** All is listed: what comes now is news. */
  #isListed = false;
  #wasListed = false;
  #listedAt = '';
  /** Of these sources it was said once on this connection that something may be missing. */
  readonly #ended = new Set<string>();
  #wake: () => void = () => undefined;

  constructor(options: NodeWatchOptions) {
    this.#options = options;
    this.#evidence = new NodeEvidence(options.lab, options.ofLab, options.wasRead);
    this.#announcer = new Announcer(options.node, this.#evidence, options.tell);
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

  /** A drill that was begun as a surprise, as far as this node's ledger says. */
  get secret(): SecretDrill | undefined {
    return this.#evidence.secret;
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
      const answers = new Answers(
        { node, signal: both, standing: this.#standing },
        {
          isNew: (daemon) => this.#isNew(daemon),
          announce: (change) => this.#announce(change, node),
        },
      );
      const onLine = (line: Line) => {
        this.#onLine(line, node, answers);
        // Where sshd allows so few that a run would miss this one, the run has it.
        if (line.type === 'upto' && line.of === 'all') node.enoughSessions().catch((why: Error) => over.abort(why));
      };
      const silent = (isSilent: boolean) => (isSilent ? this.#unknown(noAnswer(node.name)) : this.#now());
      await Promise.race([talk({ lab, node, signal: both, onLine, silent }), answers.askOften()]);
    } finally {
      over.abort(lost(node.name));
      await node.close().catch(() => undefined);
    }
  }

  #onLine(line: Line, node: Node, answers: Answers): void {
    this.#last = now();
    if (line.type === 'lacks') {
      if (!this.#lacks.includes(line.of)) this.#lacks.push(line.of);
    } else if (line.type === 'ended') this.#sourceEnded(line.of);
    else if (line.type === 'many') this.#many(line.of);
    else if (line.type === 'held') this.#evidence.held();
    else if (line.type === 'freed') this.#evidence.freed(line.at);
    else if (line.type === 'docker') answers.dockerSaid(line.answers);
    else if (line.type === 'from') this.#standing.begin(kindsOf(line.of));
    else if (line.type === 'thing') this.#thing(line.thing, node, answers);
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
    if (!sourceEnds.has(of) || this.#ended.has(of) || (of === 'D' && !this.#standing.runs('dockerd'))) return;
    this.#ended.add(of);
    this.#many(of);
  }

  #thing(thing: Sighting, node: Node, answers: Answers): void {
    if (thing.kind === 'file' && this.#isOwn(thing, node)) return;
    const change = this.#standing.see(thing, now());
    if (!change) return;
    this.#announce(change, node, thing.happened);
    const { kind, name } = change;
    if (kind === 'process' && (name === 'etcd' || name === 'dockerd')) answers.askSoon(name);
  }

  /** The app's own files tell whether it is at work; they are no news. */
  #isOwn({ key, is }: Sighting, node: Node): boolean {
    const { lease, ledger } = ownFiles(this.#options.lab);
    if (key === lease) this.#evidence.lease(is === 'there');
    if (key === ledger) void this.#evidence.refresh(node);
    return key === lease || key === ledger;
  }

  #announce(change: Change, node: Node, happened?: number): void {
    // What was there when one came is no news; what differs from what was last seen is.
    if (this.#isListed || this.#wasListed) this.#announcer.announce(change, node, happened);
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
