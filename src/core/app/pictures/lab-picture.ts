import { differencesBetween } from '../../../shared/picture/differences.ts';
import { awayFacts, type NodeFacts } from '../../../shared/picture/facts.ts';
import type { Cause, PictureNews } from '../../../shared/picture/news.ts';
import { boundedNode } from '../../bounds/bounded-node.ts';
import { waitFor } from '../../gates/wait-for.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import { lookAtNode } from '../../picture/look-at-node.ts';
import type { NodeSessions } from '../../runs/node-sessions.ts';
import { Live } from '../live.ts';
import { ChangesKept } from './changes-kept.ts';

export interface LabPictureOptions {
  sessions: Pick<NodeSessions, 'lend'>;
  /** Steps at which a run is now. */
  steps: () => Extract<Cause, { by: 'run' }>['steps'];
}

/** What nothing announces, such as what a bridge learned, is found by a look now and then: it takes a node 0.1 s. */
const idleMs = 15_000;
/** For so long after a command was sent, or a change was announced, it is looked at often. */
const livelyMs = 4_000;
const oftenMs = 900;
/** Changes come in several at a time. */
const settleMs = 250;
/** So long after a line was sent an engine is not asked: one that is being stopped would be started by the question. */
const quietMs = 450;

/** The picture of one lab while somebody looks at it. */
export class LabPicture {
  readonly #lab: TrustedLab;
  readonly #options: LabPictureOptions;
  readonly #nodes = new Map<string, NodeFacts>();
  readonly #wake = new Map<string, () => void>();
  readonly #changes = new ChangesKept();
  readonly #live = new Live<undefined>(undefined);
  #livelyUntil = 0;
  #quietUntil = 0;

  constructor(lab: TrustedLab, options: LabPictureOptions) {
    this.#lab = lab;
    this.#options = options;
  }

  /** Looks at all nodes until the signal; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#lab.lab.nodes.map((node) => this.#keepLooking(node, signal)));
  }

  /** All that is known, and again after each change. */
  async *news(signal?: AbortSignal, ready?: () => Promise<void>): AsyncGenerator<PictureNews, void> {
    for await (const _ of this.#live.changes(signal, ready)) yield this.#now;
  }

  /** Something was announced on a node. */
  heard(node: string): void {
    this.#livelyUntil = Date.now() + livelyMs;
    this.#wake.get(node)?.();
  }

  /** A line is about to be sent in a terminal of the lab. */
  sending(): void {
    this.#quietUntil = Date.now() + quietMs;
  }

  /** A command was sent; what changes next is counted as its work. */
  typed(node: string, command: string): void {
    this.#changes.typed(node, command);
    this.#live.touch();
    for (const { name } of this.#lab.lab.nodes) this.heard(name);
  }

  get #now(): PictureNews {
    const { name: lab, track, network, nodes } = this.#lab.lab;
    const known = nodes.flatMap(({ name }) => this.#nodes.get(name) ?? []);
    const isWhole = known.length === nodes.length;
    return {
      ...(isWhole && { facts: { lab, track, network: network.name, nodes: known } }),
      changed: this.#changes.all,
    };
  }

  async #keepLooking(of: TrustedLab['lab']['nodes'][number], signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => this.#wake.set(of.name, resolve));
      this.#take(await this.#look(of, signal).catch(() => awayFacts(of.name, of.address)));
      await waitFor(Date.now() < this.#livelyUntil ? oftenMs : idleMs, { signal, woken });
      await waitFor(Math.max(settleMs, this.#quietUntil - Date.now()), { signal });
    }
  }

  async #look({ name, address, ssh }: TrustedLab['lab']['nodes'][number], signal: AbortSignal): Promise<NodeFacts> {
    const { lab, baseDir, ownFiles } = this.#lab;
    // Only where nobody has to be asked.
    const lent = await this.#options.sessions.lend({ name, address, ssh, baseDir, ownFiles }, { signal });
    const node = boundedNode(lent);
    try {
      return await lookAtNode(node, lab, signal);
    } finally {
      await node.close();
    }
  }

  #take(facts: NodeFacts): void {
    const before = this.#nodes.get(facts.node);
    if (before && JSON.stringify(before) === JSON.stringify(facts)) return;
    this.#nodes.set(facts.node, facts);
    if (before) this.#changes.found(differencesBetween(before, facts), this.#options.steps());
    this.#live.touch();
  }
}
