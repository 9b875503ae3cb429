import { within } from '../../gates/wait.ts';
import type { ByteChannel } from '../../terminal/channel.ts';
import { bugReport } from '../bug-report.ts';
import { type CoreOptions, openState, type State } from '../state.ts';
import { appHandlers } from './app-handlers.ts';
import { classesHandlers } from './classes-handlers.ts';
import { compareHandlers } from './compare-handlers.ts';
import { drillsHandlers } from './drills-handlers.ts';
import { followHandlers } from './follow-handlers.ts';
import { guestHandlers } from './guest-handlers.ts';
import { isOf } from './guests.ts';
import { labsHandlers } from './labs-handlers.ts';
import { lessonHandlers } from './lesson-handlers.ts';
import { operationsHandlers } from './operations-handlers.ts';
import { practiceHandlers } from './practice-handlers.ts';
import { questionsHandlers } from './questions-handlers.ts';
import { reportHandlers } from './report-handlers.ts';
import { type Guest, type LabOf, openerOf, type Rights } from './rights.ts';
import { runsHandlers } from './runs-handlers.ts';
import { terminalsHandlers } from './terminals-handlers.ts';
import { os } from './window-context.ts';

export type { ByteChannel, CoreOptions };

/** The whole application, for a shell to join windows to. */
export interface Core {
  /** All that a window may call: the handlers of `shared/contract.ts`, for one of oRPC's adapters. */
  readonly router: ReturnType<typeof routerOf>;
  /**
   * Joins a window's byte channel to a terminal it opened, or lets who leads a class look at a student's. False where there
   * is none of theirs of this id, or it is shown already.
   */
  attachTerminal(id: string, channel: ByteChannel, rights: Rights): boolean;
  /** What the window of somebody may ask who came through the door of a class. */
  rightsOf(guest: Omit<Guest, 'labs'>): Rights;
  /** A line for the log, which a report for a bug brings along. */
  note(text: string): void;
  /** For a shell's own menu. */
  bugReport(withNames: boolean): Promise<{ fileName: string; text: string }>;
  /** A run or other long work continues: the app should stay. */
  busy(): boolean;
  /** Cancels what is running and closes all connections; within two seconds, whatever still hangs. */
  close(): Promise<void>;
}

/** The nodes end by themselves what a connection leaves behind, so nothing is worth a longer wait. */
const closeWithinMs = 1900;

export function createCore(options: CoreOptions): Core {
  const state = openState(options);
  const { terminals, runs, operations, sessions, practiceStates, log } = state;
  log.write(`Overlay Lab ${options.version} starts: ${options.shell} on ${process.platform}`);
  void practiceStates.look().catch(() => undefined);
  const closed = new AbortController();
  if (options.room) void state.classes.follow(closed.signal);
  const labOf: LabOf = {
    run: (id) => runs.labOf(id),
    keptRun: (id) => runs.labOf(id),
    terminal: (id) => terminals.labOf(id),
    operation: (id) => operations.list.value.find((one) => one.id === id)?.lab,
    question: (id) => state.questions.open.value.find((one) => one.id === id)?.lab,
  };
  return {
    router: routerOf(state),
    attachTerminal: (id, channel, rights) => {
      if (rights.who === 'owner' || isOf(rights, rights.labOf.terminal(id))) return terminals.attach(id, channel);
      // Of a student's terminal whoever leads the class sees the screen, and no more.
      return rights.guest.who === 'instructor' && isOf(rights, terminals.labOf(id)) && terminals.look(id, channel);
    },
    rightsOf: (guest) => ({
      who: 'guest',
      guest: { ...guest, labs: () => state.classes.labsOf(guest.class, guest.seat) },
      labOf: { ...labOf, terminal: (id) => terminals.labOf(id, openerOf(guest)) },
    }),
    note: log.write,
    bugReport: (withNames) => bugReport(state, withNames),
    busy: () => runs.running || operations.running,
    close: async () => {
      closed.abort();
      state.waiting.stop();
      state.watches.close();
      state.pictures.close();
      terminals.closeAll();
      operations.cancelAll();
      state.classes.cancelAll();
      const closing = async () => {
        await runs.cancelAll();
        await sessions.closeAll({ patience: 200 });
      };
      await within({ what: '', ms: closeWithinMs }, closing).catch(() => undefined);
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
    compare: compareHandlers(state),
    follow: followHandlers(state),
    drills: drillsHandlers(state),
    classes: classesHandlers(state),
    guest: guestHandlers(state),
    terminals: terminalsHandlers(state),
  });
}
