import type { PictureLink, PictureSpace } from '../../shared/picture/facts.ts';

/** What a link had received and sent when it was looked at, in bytes, and when that was, in seconds of the node's own clock. */
export interface Count {
  space: string;
  link: string;
  /** A link of the same name that was made again begins at nothing. */
  index: number;
  received: number;
  sent: number;
  at: number;
}

type Flow = NonNullable<PictureLink['flow']>;

/** Below it are neighbours' questions and single pings; on the machine's own card also the heartbeats of etcd, of a swarm and of gossip. */
const idle = { anywhere: 10_000, card: 500_000 };
/** Closer together a few packets would be a rate, further apart it would be none of now. */
const [leastSeconds, mostSeconds] = [0.4, 20];

/** What flows through the links of one node, from the counters of one look to those of the next. */
export class Meter {
  #before = new Map<string, Count>();
  #flows = new Map<string, Flow>();
  readonly #address: string;

  /** `address` is the machine's own in the lab. */
  constructor(address: string) {
    this.#address = address;
  }

  /** The namespaces as they were seen, with what flows. */
  measured(spaces: readonly PictureSpace[], counts: readonly Count[]): PictureSpace[] {
    this.#take(counts);
    return spaces.map((space) => ({
      ...space,
      links: space.links.map((link) => {
        const flow = this.#flows.get(keyOf({ space: space.name, link: link.name, index: link.index }));
        const isCard = link.addresses.some((one) => one.startsWith(`${this.#address}/`));
        const least = isCard ? idle.card : idle.anywhere;
        return flow && Math.max(flow.received, flow.sent) >= least ? { ...link, flow } : link;
      }),
    }));
  }

  #take(counts: readonly Count[]): void {
    const [before, flows] = [new Map<string, Count>(), new Map<string, Flow>()];
    for (const count of counts) {
      const key = keyOf(count);
      const was = this.#before.get(key);
      const seconds = was ? count.at - was.at : 0;
      const isSoon = was !== undefined && seconds >= 0 && seconds < leastSeconds;
      before.set(key, isSoon ? was : count);
      const flow = isSoon ? this.#flows.get(key) : was && flowBetween(was, count, seconds);
      if (flow) flows.set(key, flow);
    }
    this.#before = before;
    this.#flows = flows;
  }
}

const keyOf = ({ space, link, index }: Pick<Count, 'space' | 'link' | 'index'>) => `${space} ${link} ${index}`;

function flowBetween(was: Count, now: Count, seconds: number): Flow | undefined {
  if (seconds <= 0 || seconds > mostSeconds) return undefined;
  const [received, sent] = [rate(was.received, now.received, seconds), rate(was.sent, now.sent, seconds)];
  return received >= 0 && sent >= 0 ? { received, sent } : undefined;
}

/** Bits a second, in two figures: more would only be different each time. */
const rate = (before: number, after: number, seconds: number): number =>
  Number(((8 * (after - before)) / seconds).toPrecision(2));
