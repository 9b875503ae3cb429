import path from 'node:path';
import { dataDir as dataDirOf, stateDir } from '../gates/places.ts';
import type { LoadedLab } from '../lab/load-lab.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { type Log, openLog } from '../log/rotating-log.ts';
import * as realPractice from '../practice/practice.ts';
import type { PracticeOptions } from '../practice/run-script.ts';
import { noPrompts } from '../remote/auth/prompts.ts';
import type { Connect } from '../remote/connect.ts';
import { answersAgain } from '../runs/away.ts';
import { chooseTrack } from '../runs/choose-track.ts';
import { labStatus } from '../runs/lab-status.ts';
import { NodeSessions } from '../runs/node-sessions.ts';
import type { RunRequest, StartRun } from '../runs/run-request.ts';
import { startRun } from '../runs/start-run.ts';
import { Terminals } from '../terminal/terminals.ts';
import { keepAgreement } from '../trust/agreed-labs.ts';
import { trustLab } from '../trust/trust-lab.ts';
import { Classes, type ClassRoom } from './classes.ts';
import { Consents, type Why } from './consents.ts';
import { KeptTerminals } from './kept-terminals.ts';
import { Labs } from './labs.ts';
import { Operations } from './operations.ts';
import { LabPictures } from './pictures/lab-pictures.ts';
import type { PracticePort } from './practice-port.ts';
import { PracticeStates } from './practice-states.ts';
import { Questions } from './questions.ts';
import { Runs } from './runs.ts';
import type { SecretStore } from './secret-store.ts';
import { SettingsFile } from './settings-file.ts';
import { getSudoTicket } from './sudo-ticket.ts';
import { Transcripts } from './transcripts.ts';
import { WaitingFile } from './waiting-file.ts';
import { WaitingResets } from './waiting-resets.ts';
import { LabWatches } from './watches/lab-watches.ts';

export interface CoreOptions {
  shell: 'electron' | 'browser';
  version: string;
  env?: NodeJS.ProcessEnv;
  log?: (message: string) => void;
  /** Where the practice lab's program stands, where it is not beside the sources. */
  practiceProgram?: string;
  /** Keychain of the system, where the shell has one. */
  secrets?: SecretStore;
  /** Of the class that is served: who came through its door. */
  room?: ClassRoom;
  /** Nodes are not watched while windows look at their labs; for tests. */
  watches?: false;
  /** Stand-ins, for tests. */
  practice?: PracticePort;
  isRoot?: () => boolean;
  startRun?: StartRun;
  connect?: Connect;
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
  transcripts: Transcripts;
  keptTerminals: KeptTerminals;
  questions: Questions;
  operations: Operations;
  practiceStates: PracticeStates;
  runs: Runs;
  labs: Labs;
  classes: Classes;
  watches: LabWatches;
  pictures: LabPictures;
  /** What is known of a lab, first the whole, then what changes; its nodes are watched meanwhile. */
  news: Runs['news'];
  waiting: WaitingResets;
  /** A lab of the list, for all that connects to its nodes: asks about its file where it must. */
  trusted(id: string, why: Why, signal?: AbortSignal, how?: TrustedHow): Promise<TrustedLab>;
  /** The same, where somebody agreed to it: nobody is asked. */
  agreed(id: string, signal?: AbortSignal): Promise<TrustedLab>;
  settings: SettingsFile;
  log: Log;
}

interface TrustedHow {
  afresh?: boolean;
  /** For whom one node is enough: where no track was chosen yet, none is, since that asks all of them. */
  anyTrack?: boolean;
}

/** Of a whole class, and of each of its seats. */
const servedTerminals = { most: 480, mostOfLab: 8 };

/** Milliseconds that a look at whether a lab is built may take. */
const lookMs = 30_000;

export function openState(options: CoreOptions): State {
  const { env = process.env, practice = realPractice } = options;
  const file = openLog(stateDir(env));
  const log = (line: string) => {
    options.log?.(line);
    file.write(line);
  };
  const dataDir = dataDirOf(env);
  const sessions = new NodeSessions({ ...(options.connect && { connect: options.connect }) });
  const questions = new Questions(options.secrets);
  const operations = new Operations();
  const changed = () => void labs.refresh().catch((error: Error) => log(error.message));
  const practiceStates = new PracticeStates(practice, env, changed, options.isRoot);
  const agree = (loaded: LoadedLab) => keepAgreement(loaded, env);
  const looked = async (id: string) => consents.trusted(id, await labs.load(id), 'looks');
  const waitingFile = new WaitingFile(path.join(dataDir, 'waiting-resets.json'));
  const waiting = new WaitingResets({
    isBack: async (lab, node) => answersAgain(await looked(lab), node, (target) => sessions.lend(target)),
    isBuilt: async (id, without) => {
      const connect: RunRequest['connect'] = (target) => sessions.lend(target);
      const signal = AbortSignal.timeout(lookMs);
      const { nodes } = await labStatus(await looked(id), { prompts: noPrompts, signal, connect });
      return nodes.some(({ name, changes }) => !without.includes(name) && (changes?.length ?? 0) > 0);
    },
    reset: async (lab, request) => {
      if (!runs.on(lab) && !operations.on(lab)) runs.start(lab, await looked(lab), { ...request, command: 'reset' });
    },
    onChange: changed,
    keep: (all) => void waitingFile.save(all),
  });
  const labs: Labs = new Labs({
    ...{ dataDir, state: stateDir(env), practice: practiceStates, runs: () => runs, agree },
    waiting: (id) => ({ waiting: waiting.of(id), left: waiting.left(id) }),
  });
  const consents = new Consents(questions, env);
  void waitingFile.read().then((kept) => waiting.restore(kept));
  // Whoever only looks asks nobody.
  const agreed = async (id: string, signal?: AbortSignal) =>
    trustLab(await labs.load(id), { env, ...(signal && { signal }), ask: async () => false });
  const pictures = new LabPictures({
    ...{ sessions, steps: (id) => runs.atWork(id) },
    isSecret: (id) => watches.isSecret(id),
  });
  const watches: LabWatches = new LabWatches({
    sessions,
    startRun: options.startRun ?? startRun,
    agreed,
    heard: (id, node) => pictures.of(id)?.heard(node),
    isBusy: (id) => runs.on(id) !== undefined || operations.on(id) !== undefined,
    isRunning: (id) => runs.on(id) !== undefined,
    told: (id) => runs.told(id),
  });
  const runs: Runs = new Runs({
    startRun: options.startRun ?? startRun,
    sessions,
    questions,
    state: stateDir(env),
    onChange: changed,
    onStart: (lab) => watches.busy(lab),
    onEnd: (lab, request, result, reached) => {
      waiting.ended(lab, request, result, reached);
      watches.again(lab);
    },
    seen: (id, lab, snapshot) => watches.in(id, lab, snapshot),
    log,
    note: file.write,
  });
  const classes = new Classes({
    ...{ env, labs, runs, operations, room: options.room },
    trusted: async (id, signal) => consents.trusted(id, await labs.load(id), 'asked', signal),
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
    terminals: new Terminals({
      ...(options.graceMs !== undefined && { graceMs: options.graceMs }),
      ...(options.room && servedTerminals),
    }),
    transcripts: new Transcripts(stateDir(env), file.write),
    keptTerminals: new KeptTerminals(path.join(dataDir, 'terminals.json')),
    questions,
    operations,
    waiting,
    practiceStates,
    runs,
    labs,
    classes,
    watches,
    pictures,
    agreed,
    news: (id, lab, how) => watched(watches, options.watches === false ? undefined : id, runs.news(id, lab, how)),
    trusted: async (id, why, signal = new AbortController().signal, { afresh, anyTrack } = {}) => {
      const loaded = await labs.load(id, { afresh });
      const usable = await consents.trusted(id, loaded, why, signal);
      if (usable.trackIs !== 'open' || anyTrack) return usable;
      const prompts = (waiting: AbortSignal) => questions.prompts(id, waiting);
      const chosen = await chooseTrack(usable, {
        ...{ state: stateDir(env), signal, afresh, prompts: why === 'asked' ? prompts(signal) : noPrompts },
        connect: (target, { signal: waiting }) =>
          sessions.lend(target, { signal: waiting, ...(why === 'asked' && { prompts }) }),
      });
      changed();
      return chosen;
    },
    settings: new SettingsFile(path.join(dataDir, 'settings.json')),
    log: file,
  };
}

async function* watched<T>(watches: LabWatches, id: string | undefined, news: AsyncGenerator<T>): AsyncGenerator<T> {
  const end = id === undefined ? undefined : watches.begin(id);
  try {
    yield* news;
  } finally {
    end?.();
  }
}
