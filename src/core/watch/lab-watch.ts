import type { Seen } from '../../shared/watch/sighting.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import type { Node } from '../machine/port.ts';
import type { Target } from '../remote/connect.ts';
import { workerName } from '../tracks/common/support/names.ts';
import { NodeWatch, type NodeWatchOptions } from './node-watch.ts';
import type { WatchNews } from './watch-news.ts';

export interface LabWatchOptions extends Pick<NodeWatchOptions, 'pauses'> {
  /** A connection that needs no question; closed after use. */
  connect: (target: Target, signal: AbortSignal) => Promise<Node>;
  tell: (news: WatchNews) => void;
}

/** Watches all nodes of a lab that somebody agreed to. It takes no lease, changes nothing and asks nobody anything. */
export class LabWatch {
  readonly #nodes: ReadonlyMap<string, NodeWatch>;
  #wasSecret = false;

  constructor({ lab, baseDir, ownFiles }: TrustedLab, { connect, tell, pauses }: LabWatchOptions) {
    const workers = lab.nodes.map(({ name }) => workerName(lab, name));
    const ofLab = new Set([lab.network.name, 'docker_gwbridge', ...workers]);
    const watch = ({ name, address, ssh }: (typeof lab.nodes)[number]) =>
      new NodeWatch({
        lab: lab.name,
        node: name,
        ofLab,
        connect: (signal) => connect({ name, address, ssh, baseDir, ownFiles }, signal),
        tell: (news) => {
          if (news.type === 'seen' || this.secretSince === undefined) tell(news);
        },
        wasRead: () => this.#drillRead(tell),
        ...(pauses && { pauses }),
      });
    this.#nodes = new Map(lab.nodes.map((one) => [one.name, watch(one)]));
  }

  /** Until the signal; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([...this.#nodes.values()].map((node) => node.run(signal)));
  }

  get seen(): Record<string, Seen> {
    return Object.fromEntries([...this.#nodes].map(([name, { seen }]) => [name, seen]));
  }

  /** The app is at work on one of the nodes, in whatever process. */
  get isBusy(): boolean {
    return [...this.#nodes.values()].some(({ isBusy }) => isBusy);
  }

  /** Since when there is a drill of which nothing may be told. */
  get secretSince(): string | undefined {
    const drills = [...this.#nodes.values()].flatMap(({ secret }) => secret ?? []);
    return drills.some(({ isNamed }) => isNamed) ? undefined : drills[0]?.since;
  }

  #drillRead(tell: LabWatchOptions['tell']): void {
    const isSecret = this.secretSince !== undefined;
    if (isSecret === this.#wasSecret) return;
    this.#wasSecret = isSecret;
    tell({ type: 'drill', at: new Date().toISOString(), is: isSecret ? 'begun' : 'over' });
  }

  node(name: string): NodeWatch | undefined {
    return this.#nodes.get(name);
  }

  /** Nodes that wait are tried again at once. */
  again(): void {
    for (const node of this.#nodes.values()) node.again();
  }
}
