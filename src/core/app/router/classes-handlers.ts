import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { State } from '../state.ts';
import { WriteOnce } from '../write-once.ts';
import { openerOf } from './rights.ts';
import { os, stream } from './window-context.ts';

export function classesHandlers({ classes, labs, terminals }: State) {
  const seatIn = (name: string, seat: string) => {
    const found = classes.views.value.find((view) => view.name === name)?.seats.find((one) => one.name === seat);
    if (!found) throw new LabError('bad-input', texts.class.seatsChanged);
    return found;
  };
  const shells = (name: string, seat: string) => {
    const { lab = '' } = seatIn(name, seat);
    return terminals.openedBy(openerOf({ who: 'student', seat }), lab);
  };
  const writeOnce = new WriteOnce();
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
      seatIn(input.class, input.seat);
      if (input.ask === 'link') return { link: room.link(input.seat) };
      if (input.ask === 'empty') room.empty(input.seat);
      else room.raiseHand(input.seat, false);
      return {};
    }),
    terminals: os.classes.terminals.handler(({ input }) => {
      classes.room(input.class);
      return shells(input.class, input.seat).map(({ id, node, container, terminal }) => ({
        ...{ terminal: id, node, shown: terminal.attached },
        ...(container !== undefined && { container }),
      }));
    }),
    preview: os.classes.preview.handler(({ input }) => {
      classes.room(input.class);
      return writeOnce.preview(input, (seat) =>
        shells(input.class, seat).flatMap(({ node, container, terminal }) =>
          node === input.node && container === undefined ? [terminal] : [],
        ),
      );
    }),
    write: os.classes.write.handler(({ input }) => {
      classes.room(input.class);
      return { rows: writeOnce.write(input.class, input.preview) };
    }),
  };
}
