import { create } from 'zustand';
import type { SeatView } from '../../shared/wire/seat-view.ts';
import { mirrorLabs, mirrorQuestions } from './app-stores.ts';
import { ask } from './connection.ts';
import type { Client } from './transport.ts';
import { watch } from './watch.ts';

/** Who this window is for, where that is a guest of a class. */
export const useGuest = create<{ view?: SeatView }>(() => ({}));

export const useIsGuest = (): boolean => useGuest(({ view }) => view !== undefined);
export const useIsStudent = (): boolean => useGuest(({ view }) => view?.who === 'student');

/** The mirrors of a guest's window: it has no settings of the machine, and questions only where it leads the class. */
export function startGuestMirrors(): void {
  mirrorLabs();
  let asks = false;
  watch(
    (client, signal) => client.guest.watch(undefined, { signal }),
    (view) => {
      useGuest.setState({ view });
      if (view.who !== 'instructor' || asks) return;
      asks = true;
      mirrorQuestions();
    },
  );
}

export const raiseHand = (up: boolean) => ask((client) => client.guest.raiseHand({ up }));

/** What the student of a seat has open. */
export const seatTerminals = (name: string, seat: string) =>
  ask((client) => client.classes.terminals({ class: name, seat }));

type Wanted = Parameters<Client['classes']['preview']>[0];
/** Where a line would be written, and the name by which it can be, once. */
export const previewLine = (wanted: Wanted) => ask((client) => client.classes.preview(wanted));
export const writeLine = (name: string, preview: string) =>
  ask((client) => client.classes.write({ class: name, preview }));

type SeatAsk = 'link' | 'empty' | 'lower';
export const askSeat = (name: string, seat: string, what: SeatAsk) =>
  ask((client) => client.classes.seat({ class: name, seat, ask: what }));
