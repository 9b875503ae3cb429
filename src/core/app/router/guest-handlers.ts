import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { SeatView } from '../../../shared/wire/seat-view.ts';
import type { State } from '../state.ts';
import type { Guest, Rights } from './rights.ts';
import { os, stream } from './window-context.ts';

export function guestHandlers({ classes }: State) {
  return {
    watch: os.guest.watch.handler(({ signal, context: { rights, ready } }) =>
      stream(views(guestIn(rights), signal, ready)),
    ),
    raiseHand: os.guest.raiseHand.handler(({ input, context: { rights } }) => {
      const { class: name, seat } = guestIn(rights);
      if (seat !== undefined) classes.room(name).raiseHand(seat, input.up);
      return { ok: true as const };
    }),
  };

  async function* views(guest: Guest, signal?: AbortSignal, ready?: () => Promise<void>): AsyncGenerator<SeatView> {
    let before = '';
    for await (const _ of classes.views.changes(signal, ready)) {
      const view = viewOf(guest);
      const text = JSON.stringify(view);
      if (text !== before) yield view;
      before = text;
    }
  }

  function viewOf({ who, class: name, seat }: Guest): SeatView {
    const { words, goal, seats = [] } = classes.views.value.find((view) => view.name === name) ?? {};
    const { lab, joined } = seats.find((one) => one.name === seat) ?? {};
    return {
      ...{ who, class: name },
      ...(words !== undefined && { words }),
      ...(goal !== undefined && { goal }),
      ...(seat !== undefined && { seat }),
      ...(lab !== undefined && { lab }),
      ...(joined && { joined }),
    };
  }
}

function guestIn(rights: Rights): Guest {
  if (rights.who === 'guest') return rights.guest;
  throw new LabError('refused', texts.app.noGuest);
}
