import type { State } from '../state.ts';
import { lendNode } from './lend-node.ts';
import { os } from './window-context.ts';

export function terminalsHandlers(state: State) {
  const { terminals, labs, transcripts, keptTerminals } = state;
  return {
    open: os.terminals.open.handler(async ({ input: { lab: id, node, ...size }, signal }) => {
      const { lab } = await labs.load(id);
      const lent = await lendNode(state, id, node, { signal, use: 'terminals' });
      // What a person answered for it may be what the watch waits for.
      state.watches.again(id);
      const follower = transcripts.follow(lab, { node, container: size.container });
      return { terminal: await terminals.open(lent, { ...size, follower }) };
    }),
    close: os.terminals.close.handler(({ input }) => {
      terminals.get(input.terminal).close();
      return { ok: true };
    }),
    left: os.terminals.left.handler(() => keptTerminals.left()),
    keep: os.terminals.keep.handler(async ({ input }) => {
      await keptTerminals.keep(input);
      return { ok: true };
    }),
  };
}
