import type { State } from '../state.ts';
import { lendNode } from './lend-node.ts';
import { os } from './window-context.ts';

export function terminalsHandlers(state: State) {
  const { terminals, labs, transcripts } = state;
  return {
    open: os.terminals.open.handler(async ({ input: { lab: id, node, ...size }, signal }) => {
      const { lab } = await labs.load(id);
      const lent = await lendNode(state, id, node, { signal, use: 'terminals' });
      const follower = transcripts.follow(lab, { node, container: size.container });
      return { terminal: await terminals.open(lent, { ...size, follower }) };
    }),
    close: os.terminals.close.handler(({ input }) => {
      terminals.get(input.terminal).close();
      return { ok: true };
    }),
  };
}
