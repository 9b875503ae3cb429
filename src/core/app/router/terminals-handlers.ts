import type { TerminalFollower } from '../../terminal/terminal.ts';
import type { State } from '../state.ts';
import { lendNode } from './lend-node.ts';
import { openerOf } from './rights.ts';
import { os } from './window-context.ts';

/** What Enter sends. */
const carriageReturn = 0x0d;

export function terminalsHandlers(state: State) {
  const { terminals, labs, transcripts, keptTerminals, runs } = state;
  return {
    open: os.terminals.open.handler(async ({ input: { lab: id, node, ...size }, signal, context: { rights } }) => {
      const { lab } = await labs.load(id);
      const lent = await lendNode(state, id, node, { signal, use: 'terminals' });
      // What a person answered for it may be what the watch waits for.
      state.watches.again(id);
      const follower = transcripts.follow(
        lab,
        { node, container: size.container },
        {
          done: (step) => runs.saw(id, lab, step),
          typed: (command) => state.pictures.of(id)?.typed(node, command),
        },
      );
      const sent = () => {
        state.watches.busy(id);
        state.pictures.of(id)?.sending();
      };
      const opener = rights.who === 'guest' ? openerOf(rights.guest) : undefined;
      const all = { lab: id, ...size, follower: withReturns(follower, sent), ...(opener && { opener }) };
      return { terminal: await terminals.open(lent, all) };
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

/** Tells also, before the node has it, that a line is sent. */
function withReturns(follower: TerminalFollower, sent: () => void): TerminalFollower {
  return {
    sized: (columns) => follower.sized(columns),
    sent: (bytes) => {
      if (bytes.includes(carriageReturn)) sent();
      follower.sent(bytes);
    },
    printed: (bytes) => follower.printed(bytes),
    closed: () => follower.closed(),
  };
}
