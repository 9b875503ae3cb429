import { randomUUID } from 'node:crypto';
import { LabError } from '../../shared/errors.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { texts } from '../../shared/texts/text.ts';
import { isAtPrompt } from '../../shared/transcript/is-at-prompt.ts';
import type { WriteRow, WriteWanted } from '../../shared/wire/seat-view.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** A terminal of the student of a seat, on the node that is wanted. */
export type SeatShells = (seat: string) => readonly Terminal[];

interface Previewed {
  class: string;
  text: string;
  enter: boolean;
  rows: { seat: string; terminal?: Terminal }[];
}

/** Somebody looks at one preview and writes it. */
const mostKept = 20;

/**
 * One line for the terminals of many seats at once, and only as it was shown before: a preview names the seats and the
 * text, and can be written once. A terminal gets it that its student's window shows, at its prompt with nothing typed.
 */
export class WriteOnce {
  readonly #kept = new Map<string, Previewed>();

  preview(
    { class: name, seats, text, enter }: WriteWanted,
    shellsOf: SeatShells,
  ): { preview: string; rows: WriteRow[] } {
    const chosen = seats.map((seat) => {
      const all = shellsOf(seat).filter(({ attached }) => attached);
      const terminal = all.find(waits) ?? all[0];
      return { seat, ...(terminal && { terminal }) };
    });
    const preview = randomUUID();
    this.#kept.set(preview, { class: name, text, enter, rows: chosen });
    for (const old of [...this.#kept.keys()].slice(0, -mostKept)) this.#kept.delete(old);
    const rows = chosen.map(({ seat, terminal }): WriteRow => ({ seat, state: stateOf(terminal) }));
    return { preview, rows };
  }

  write(name: string, preview: string): WriteRow[] {
    const kept = this.#kept.get(preview);
    if (kept?.class !== name) throw new LabError('not-found', texts.class.noPreview);
    this.#kept.delete(preview);
    return kept.rows.map(({ seat, terminal }) => {
      const state = stateOf(terminal);
      if (state !== 'ready' || !terminal) return { seat, state };
      terminal.write(kept.text, kept.enter);
      return { seat, state: 'written' };
    });
  }
}

/** It stands at its prompt with nothing typed, and nobody else has its keyboard. */
const waits = ({ lent, recent }: Terminal): boolean =>
  !lent && isAtPrompt(stripUnsafe(Buffer.from(recent).toString('utf8')));

function stateOf(terminal: Terminal | undefined): 'ready' | 'busy' | 'none' {
  if (!terminal?.attached) return 'none';
  return waits(terminal) ? 'ready' : 'busy';
}
