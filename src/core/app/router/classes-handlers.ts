import type { State } from '../state.ts';
import { os, stream } from './window-context.ts';

export function classesHandlers({ classes, labs }: State) {
  return {
    watch: os.classes.watch.handler(async ({ signal, context: { ready } }) => {
      await labs.refresh();
      await classes.refresh();
      void follow(signal);
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
  };

  /** Labs of seats come and go while a window looks. */
  async function follow(signal: AbortSignal | undefined): Promise<void> {
    for await (const _ of labs.cards.changes(signal)) await classes.refresh().catch(() => undefined);
  }
}
