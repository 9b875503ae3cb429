import type { State } from '../state.ts';
import { os, stream } from './window-context.ts';

export function operationsHandlers({ operations }: State) {
  return {
    watch: os.operations.watch.handler(({ signal, context }) => stream(operations.list.changes(signal, context.ready))),
    cancel: os.operations.cancel.handler(({ input }) => {
      operations.cancel(input.id);
      return { ok: true };
    }),
  };
}
