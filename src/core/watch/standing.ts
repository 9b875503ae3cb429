import type { NodeChange, SightedKind } from '../../shared/watch/sighting.ts';
import type { Sighting } from './sighting.ts';

/** A thing that stands on a node, and when it was last seen to. */
export interface Standing extends Sighting {
  at: string;
}

export type Change = Pick<NodeChange, 'kind' | 'name' | 'did' | 'detail'>;

/** Of what a node says there is: a node with more has the first of them. */
const mostThings = 20_000;
/** The program lists so many of a kind at most, in node-program-script.ts. */
const mostListed = 500;

/** What stands on one node as its program says: a thing that is said again as it was is no change. */
export class NodeStanding {
  readonly #things = new Map<string, Standing>();
  /** Keys of what was there when a list began, and did not come in it yet. */
  readonly #unseen = new Set<string>();

  /** What this changes; undefined where it was known. */
  see(thing: Sighting, at: string): Change | undefined {
    const key = `${thing.kind} ${thing.key}`;
    const { kind, name, detail } = thing;
    this.#unseen.delete(key);
    if (thing.is === 'happened') return { kind, name, did: 'happened', detail };
    const before = this.#things.get(key);
    // Of rules there may be several alike, and not all are listed.
    if (kind === 'firewall') return { kind, name, did: thing.is === 'gone' ? 'gone' : 'appeared', detail };
    if (thing.is === 'gone') {
      this.#things.delete(key);
      return { kind, name, did: 'gone', detail: '' };
    }
    if (before || this.#things.size < mostThings) this.#things.set(key, { ...thing, at });
    if (before?.detail === detail) return undefined;
    return { kind, name, did: before ? 'changed' : 'appeared', detail };
  }

  get(kind: Sighting['kind'], key: string): Standing | undefined {
    return this.#things.get(`${kind} ${key}`);
  }

  of(kind: Sighting['kind']): Standing[] {
    return [...this.#things.values()].filter((thing) => thing.kind === kind);
  }

  /** Whether such a daemon is running. */
  runs(name: string): boolean {
    return this.of('process').some((one) => one.name === name);
  }

  /** Of these kinds all that there is comes now. */
  begin(kinds: readonly SightedKind[]): void {
    for (const [key, { kind }] of this.#things) if (kinds.includes(kind)) this.#unseen.add(key);
  }

  /** It came: what of them was not named again is gone, and nobody saw when. */
  end(kinds: readonly SightedKind[]): Change[] {
    const gone = [...this.#unseen]
      .flatMap((key) => this.#things.get(key) ?? [])
      .filter(({ kind }) => kinds.includes(kind));
    // A list that was cut off does not say so.
    const wholeLists = new Set(kinds.filter((kind) => this.of(kind).length < mostListed));
    for (const thing of gone) {
      const key = `${thing.kind} ${thing.key}`;
      this.#unseen.delete(key);
      if (wholeLists.has(thing.kind)) this.#things.delete(key);
    }
    return gone
      .filter(({ kind, key }) => !this.get(kind, key))
      .map(({ kind, name }) => ({ kind, name, did: 'gone', detail: '' }));
  }
}
