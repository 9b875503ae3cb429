import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { State } from '../state.ts';
import { os, stream } from './window-context.ts';

export function classesHandlers({ classes, labs }: State) {
  return {
    watch: os.classes.watch.handler(async ({ signal, context: { ready } }) => {
      await labs.refresh();
      await classes.refresh();
      void classes.follow(signal);
      return stream(classes.views.changes(signal, ready));
    }),
    act: os.classes.act.handler(async ({ input }) => {
      await classes.act(input);
      return { ok: true as const };
    }),
    cancel: os.classes.cancel.handler(({ input }) => {
      classes.cancel(input.class);
      return { ok: true as const };
    }),
    seat: os.classes.seat.handler(({ input }) => {
      const room = classes.room(input.class);
      const seats = classes.views.value.find(({ name }) => name === input.class)?.seats ?? [];
      if (!seats.some(({ name }) => name === input.seat)) throw new LabError('bad-input', texts.class.seatsChanged);
      if (input.ask === 'link') return { link: room.link(input.seat) };
      if (input.ask === 'empty') room.empty(input.seat);
      else room.raiseHand(input.seat, false);
      return {};
    }),
  };
}
