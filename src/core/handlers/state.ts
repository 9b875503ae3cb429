import path from 'node:path';
import type { StartRun } from '../app.ts';
import { accessRoot } from '../practice/access.ts';
import * as realPractice from '../practice/practice.ts';
import type { PracticeOptions } from '../practice/run-script.ts';
import type { connectNode } from '../remote/connect.ts';
import { stateDir } from '../report/history.ts';
import { NodeSessions } from '../sessions/node-sessions.ts';
import { startRun } from '../start-run.ts';
import { Terminals } from '../terminal/terminals.ts';
import { Labs } from './labs.ts';
import { Operations } from './operations.ts';
import type { PracticePort } from './practice-port.ts';
import { PracticeStates } from './practice-states.ts';
import { Questions } from './questions.ts';
import { Runs } from './runs.ts';
import type { SecretStore } from './secret-store.ts';
import { SettingsFile } from './settings-file.ts';
import { getSudoTicket } from './sudo-ticket.ts';

export interface CoreOptions {
  shell: 'electron' | 'browser';
  version: string;
  env?: NodeJS.ProcessEnv;
  log?: (message: string) => void;
  /** Where the practice lab's program stands, where it is not beside the sources. */
  practiceProgram?: string;
  /** Keychain of the system, where the shell has one. */
  secrets?: SecretStore;
  /** Stand-ins, for tests. */
  practice?: PracticePort;
  isRoot?: () => boolean;
  startRun?: StartRun;
  connect?: typeof connectNode;
  graceMs?: number;
}

/** Everything that is true while the app runs; the handlers only pass on what a window asks of it. */
export interface State {
  options: CoreOptions;
  env: NodeJS.ProcessEnv;
  practice: PracticePort;
  practiceOptions: PracticeOptions;
  /** Before work on a practice lab: asks for the password of sudo, where there must be one. */
  becomeRoot(lab: string, signal: AbortSignal): Promise<void>;
  sessions: NodeSessions;
  terminals: Terminals;
  questions: Questions;
  operations: Operations;
  practiceStates: PracticeStates;
  runs: Runs;
  labs: Labs;
  settings: SettingsFile;
}

export function openState(options: CoreOptions): State {
  const { env = process.env, practice = realPractice, log = () => {} } = options;
  const dataDir = path.dirname(accessRoot(env));
  const sessions = new NodeSessions({ ...(options.connect && { connect: options.connect }) });
  const questions = new Questions(options.secrets);
  const changed = () => void labs.refresh().catch((error: Error) => log(error.message));
  const practiceStates = new PracticeStates(practice, env, changed, options.isRoot);
  const labs: Labs = new Labs({ dataDir, practice: practiceStates, runs: () => runs });
  const runs = new Runs({
    startRun: options.startRun ?? startRun,
    sessions,
    questions,
    state: stateDir(env),
    onChange: changed,
    log,
  });
  return {
    options,
    env,
    practice,
    // A person at a window agreed to it by asking for a practice lab.
    practiceOptions: { sudo: true, ...(options.practiceProgram && { program: options.practiceProgram }) },
    becomeRoot: async (lab, signal) => {
      if (!options.isRoot?.()) await getSudoTicket({ questions, lab, signal, env });
    },
    sessions,
    terminals: new Terminals({ ...(options.graceMs !== undefined && { graceMs: options.graceMs }) }),
    questions,
    operations: new Operations(),
    practiceStates,
    runs,
    labs,
    settings: new SettingsFile(path.join(dataDir, 'settings.json')),
  };
}
