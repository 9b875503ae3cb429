import type { State } from '../state.ts';
import { lendNode } from './lend-node.ts';
import { os } from './window-context.ts';

export function terminalsHandlers(state: State) {
  const { terminals } = state;
  return {
    open: os.terminals.open.handler(async ({ input: { lab, node, ...size }, signal }) => ({
      terminal: await terminals.open(await lendNode(state, lab, node, { signal, use: 'terminals' }), size),
    })),
    close: os.terminals.close.handler(({ input }) => {
      terminals.get(input.terminal).close();
      return { ok: true };
    }),
  };
}
