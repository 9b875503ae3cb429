import type { Node } from '../machine/port.ts';
import { isTaken, type Looked, type TypedOn } from './find-typed.ts';
import { printNote, type Taken, type TypedNote, withTaken } from './typed-note.ts';

/** What is noted on each node: by a reset that was cut off, and by this one before it takes anything. */
export class TypedNotes {
  readonly #nodes: readonly Looked[];
  readonly #includeUnowned: boolean;
  /** As they were found; an engine's start that they owe is paid once. */
  readonly #begun: Map<Node, TypedNote>;
  readonly #written: Map<Node, TypedNote>;

  constructor(nodes: readonly Looked[], includeUnowned: boolean) {
    this.#nodes = nodes;
    this.#includeUnowned = includeUnowned;
    this.#begun = new Map(nodes.flatMap(({ node, begun }) => (begun ? [[node, begun]] : [])));
    this.#written = new Map(this.#begun);
  }

  /** The nodes, with what is begun there as it is now. */
  looked(): Looked[] {
    return this.#nodes.map((one) => ({ ...one, begun: this.begunOn(one.node) }));
  }

  /** What the reset before this one noted. */
  begunOn = (node: Node): TypedNote | undefined => this.#begun.get(node);

  /** Notes what is claimed and goes with it, before any of it is taken. */
  async begin(node: Node, { things }: TypedOn, hasBridge: boolean): Promise<void> {
    const claims: Taken[] = things.flatMap((thing) =>
      thing.taking && thing.taking.do !== 'restart' && isTaken(thing, this.#includeUnowned) ? thing.taking : [],
    );
    const isEngines = things.some(
      (thing) =>
        thing.taking &&
        isTaken(thing, this.#includeUnowned) &&
        (thing.step === 'daemon' || thing.taking.do === 'swarm'),
    );
    const before = this.#written.get(node) ?? { taken: [], engine: false };
    const more: Taken[] = claims.length > 0 && hasBridge ? [...claims, { do: 'gwbridge' }] : claims;
    await this.#write(node, withTaken({ ...before, engine: before.engine || isEngines }, more));
  }

  /** The system's engine has started since. */
  async started(node: Node): Promise<void> {
    for (const notes of [this.#written, this.#begun]) {
      const note = notes.get(node);
      if (!note?.engine) continue;
      const paid = { ...note, engine: false };
      if (notes === this.#written) await this.#write(node, paid);
      else notes.set(node, paid);
    }
  }

  async #write(node: Node, note: TypedNote): Promise<void> {
    const before = this.#written.get(node);
    const text = printNote(note);
    if (before ? printNote(before) === text : note.taken.length === 0 && !note.engine) return;
    await this.#nodes.find((one) => one.node === node)?.keepNote?.(text);
    this.#written.set(node, note);
  }
}
