import { differencesBetween } from '../../../shared/picture/differences.ts';
import { awayFacts, flowsIn, type NodeFacts, withoutFlows } from '../../../shared/picture/facts.ts';
import type { Cause, PictureNews } from '../../../shared/picture/news.ts';
import { boundedNode } from '../../bounds/bounded-node.ts';
import type { TrustedLab } from '../../lab/trusted-lab.ts';
import type { Node } from '../../machine/port.ts';
import { lookAtNode } from '../../picture/look-at-node.ts';
import { Meter } from '../../picture/meter.ts';
import type { NodeSessions } from '../../runs/node-sessions.ts';
import { Live } from '../live.ts';
import { ChangesKept } from './changes-kept.ts';
import { LabStore, storeReader } from './lab-store.ts';
import { Pace } from './pace.ts';

export interface LabPictureOptions {
  sessions: Pick<NodeSessions, 'lend'>;
  /** Steps at which a run is now. */
  steps: () => Extract<Cause, { by: 'run' }>['steps'];
  /** A drill is running of which nothing may be told: the picture stays as it was before. */
  isSecret: () => boolean;
}

/** The picture of one lab while somebody looks at it. */
export class LabPicture {
  readonly #lab: TrustedLab;
  readonly #options: LabPictureOptions;
  readonly #nodes = new Map<string, NodeFacts>();
  readonly #changes = new ChangesKept();
  readonly #live = new Live<undefined>(undefined);
  readonly #pace = new Pace();
  /** Read while a window shows it. */
  readonly store: LabStore;
  #isSecret = false;

  constructor(lab: TrustedLab, options: LabPictureOptions) {
    this.#lab = lab;
    this.#options = options;
    this.store = new LabStore(
      lab,
      this.#pace,
      (signal) => (name, ask) => this.#ask(name, ask, signal),
      options.isSecret,
    );
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
    this.#pace.heard(node, storeReader);
  }

  /** A line is about to be sent in a terminal of the lab. */
  sending(): void {
    this.#pace.sending();
  }

  /** A command was sent; what changes next is counted as its work. */
  typed(node: string, command: string): void {
    this.#changes.typed(node, command);
    this.#live.touch();
    this.#pace.heard(storeReader, ...this.#lab.lab.nodes.map(({ name }) => name));
  }

  get #now(): PictureNews {
    const { name: lab, track, network, nodes } = this.#lab.lab;
    const known = nodes.flatMap(({ name }) => this.#nodes.get(name) ?? []);
    const isWhole = known.length === nodes.length;
    return {
      ...(isWhole && { facts: { lab, track, network: network.name, nodes: known } }),
      changed: this.#changes.all,
      ...(this.#isSecret && { isSecret: true }),
    };
  }

  async #keepLooking({ name, address }: TrustedLab['lab']['nodes'][number], signal: AbortSignal): Promise<void> {
    const { lab } = this.#lab;
    const meter = new Meter(address);
    let isFirst = true;
    while (!signal.aborted) {
      const woken = this.#pace.begin(name);
      const look = this.#ask(name, (node) => lookAtNode(node, lab, { signal, meter }), signal);
      const facts = await look.catch(() => awayFacts(name, address));
      this.#take(facts);
      await this.#pace.pause(woken, signal, isFirst || flowsIn(facts));
      isFirst = false;
    }
  }

  /** Over the connection that the app has, or one for which nobody has to be asked. */
  async #ask<T>(of: string, ask: (node: Node) => Promise<T>, signal: AbortSignal): Promise<T> {
    const { lab, baseDir, ownFiles } = this.#lab;
    const one = lab.nodes.find(({ name }) => name === of);
    if (!one) throw new Error(of);
    const { name, address, ssh } = one;
    const node = boundedNode(await this.#options.sessions.lend({ name, address, ssh, baseDir, ownFiles }, { signal }));
    try {
      return await ask(node);
    } finally {
      await node.close();
    }
  }

  #take(facts: NodeFacts): void {
    const isSecret = this.#options.isSecret();
    if (isSecret !== this.#isSecret) this.#live.touch();
    // What flowed before is not what flows now, and what flows now may not be told.
    if (isSecret && !this.#isSecret) for (const [name, one] of this.#nodes) this.#nodes.set(name, withoutFlows(one));
    this.#isSecret = isSecret;
    if (isSecret) return;
    const before = this.#nodes.get(facts.node);
    if (before && JSON.stringify(before) === JSON.stringify(facts)) return;
    this.#nodes.set(facts.node, facts);
    if (before) this.#changes.found(differencesBetween(before, facts), this.#options.steps());
    this.#live.touch();
  }
}
