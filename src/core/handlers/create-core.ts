import type { ByteChannel } from '../terminal/channel.ts';
import { appHandlers } from './app-handlers.ts';
import { labsHandlers } from './labs-handlers.ts';
import { lessonHandlers } from './lesson-handlers.ts';
import { operationsHandlers } from './operations-handlers.ts';
import { practiceHandlers } from './practice-handlers.ts';
import { questionsHandlers } from './questions-handlers.ts';
import { reportHandlers } from './report-handlers.ts';
import { runsHandlers } from './runs-handlers.ts';
import { type CoreOptions, openState, type State } from './state.ts';
import { terminalsHandlers } from './terminals-handlers.ts';
import { os } from './window-context.ts';

export type { ByteChannel, CoreOptions };

/** The whole application, for a shell to join windows to. */
export interface Core {
  /** All that a window may call: the handlers of `shared/contract.ts`, for one of oRPC's adapters. */
  readonly router: ReturnType<typeof routerOf>;
  /** Joins a window's byte channel to a terminal it opened. False where there is none of this id, or it is shown already. */
  attachTerminal(id: string, channel: ByteChannel): boolean;
  /** A run or other long work goes on: the app should stay. */
  busy(): boolean;
  /** Cancels what goes on, waits for its real end, and closes all connections. */
  close(): Promise<void>;
}

export function createCore(options: CoreOptions): Core {
  const state = openState(options);
  const { terminals, runs, operations, sessions, practiceStates } = state;
  void practiceStates.look().catch(() => undefined);
  return {
    router: routerOf(state),
    attachTerminal: (id, channel) => terminals.attach(id, channel),
    busy: () => runs.running || operations.running,
    close: async () => {
      terminals.closeAll();
      operations.cancelAll();
      await runs.cancelAll();
      await sessions.closeAll();
    },
  };
}

function routerOf(state: State) {
  return os.router({
    app: appHandlers(state),
    labs: labsHandlers(state),
    practice: practiceHandlers(state),
    operations: operationsHandlers(state),
    questions: questionsHandlers(state),
    lesson: lessonHandlers(state),
    runs: runsHandlers(state),
    report: reportHandlers(state),
    terminals: terminalsHandlers(state),
  });
}
