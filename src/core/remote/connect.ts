import { Reason } from '../../shared/errors.ts';
import type { LabNode } from '../../shared/lab/lab.ts';
import { texts } from '../../shared/texts/text.ts';
import { unlessAsleep } from '../machine/engine-asleep.ts';
import { operationsBy } from '../machine/operation.ts';
import type { ExecOptions, Node, Programs, RemoteNode } from '../machine/port.ts';
import type { Prompts } from './auth/prompts.ts';
import { findRoute } from './config/find-route.ts';
import { dialler } from './dial.ts';
import { channelsAhead, dockerDialer } from './docker/docker-dial.ts';
import { type LinkOptions, openLink } from './link/open-link.ts';
import { openSession } from './link/session-channel.ts';
import { withinOr } from './link/within-or.ts';
import { becomeRoot } from './process/become-root.ts';
import { exec } from './process/exec.ts';
import { heartbeat } from './process/heartbeat.ts';
import { killProgram } from './process/kill.ts';
import { openProgram } from './process/open.ts';
import type { Remote } from './process/program.ts';
import { Sessions } from './process/sessions.ts';
import { openShell } from './process/shell.ts';
import { upload } from './process/upload.ts';

export interface Target {
  name: string;
  address: string;
  ssh: LabNode['ssh'];
  /** Folder of the lab file: its relative paths start there. */
  baseDir: string;
  /** The lab file is the app's own work: the host keys beside it count as seen. */
  ownFiles: boolean;
}

export interface ConnectOptions {
  prompts: Prompts;
  signal?: AbortSignal;
  /** Socket of the ssh-agent; SSH_AUTH_SOCK of `env` unless told. */
  agentSocket?: string;
  /** process.env unless told. */
  env?: NodeJS.ProcessEnv;
  /** Milliseconds for each host on the way; 20,000 unless told. Time that a person takes to answer is not counted. */
  connectTimeout?: number;
  onState?: LinkOptions['onState'];
  /**
   * The engine is going to be asked: its sockets are opened while the rest is made ready; or once it is known that it runs,
   * where it must not be started by them.
   */
  asksEngine?: 'at once' | 'where it runs';
  /** Sessions that wait for programs; 6 unless told: no step starts more at a time. */
  openAhead?: number;
}

/** How core comes to a node: like this, lent from others, or a made-up one. */
export type Connect = (target: Target, options: ConnectOptions) => Promise<Node>;

const usualPatience = 5000;
const neededSessions = 3;
/** Of the ten that sshd allows, for programs at a time: see `Sessions`. */
const usualSessions = 8;
const usuallyAhead = 6;

/** One verified connection to a node, and everything that steps may ask of it. */
export async function connectNode(target: Target, options: ConnectOptions): Promise<RemoteNode> {
  const env = options.env ?? process.env;
  const route = await findRoute(target.ssh, {
    name: target.name,
    baseDir: target.baseDir,
    ownFiles: target.ownFiles,
    env,
    signal: options.signal,
  });
  const agentSocket = options.agentSocket ?? env.SSH_AUTH_SOCK;
  const opening = openLink(route, {
    prompts: options.prompts,
    env,
    connectTimeout: options.connectTimeout ?? 20_000,
    ...(agentSocket && { agentSocket }),
    ...(options.signal && { signal: options.signal }),
    ...(options.onState && { onState: options.onState }),
  });
  // A quarter of what the program loads; it comes while the node answers.
  const [link, { openDocker }] = await Promise.all([opening, import('./docker/docker.ts')]);
  const remembered = link.password ?? (route.passwordEnv ? env[route.passwordEnv] : undefined);
  const { openAhead = usuallyAhead } = options;
  const sessions = new Sessions(link.node, (signal) => openSession(link, signal), usualSessions, link.unhurried);
  const becoming = becomeRoot(link, { ...options, remembered }).catch(async (error: unknown) => {
    await link.close({ patience: 500 });
    options.signal?.throwIfAborted();
    throw error;
  });
  // Behind the guard's own. On the way through sudo there may be several of these, one after another.
  const toEngine = channelsAhead(link);
  if (link.user === 'root') {
    sessions.openAhead(openAhead);
    if (options.asksEngine === 'at once') toEngine.fill();
  }
  const root = await becoming;
  const hasEngine = options.asksEngine === 'where it runs' && root.guard.hasEngine;
  if (hasEngine) toEngine.fill();
  sessions.openAhead(openAhead);
  const remote: Remote = {
    link,
    ...root,
    sessions,
    running: new Set(),
    ending: new Set(),
    numbers: 0,
    shells: 0,
  };
  // Without its guard nothing that runs through the connection could be ended any more.
  void root.guard.ended.then(() => link.fail(new Reason(texts.link.helperStopped)));
  heartbeat(link, root.guard);
  const programs = programsOf(target, remote);
  const docker = openDocker(dockerDialer(remote, toEngine));
  const dockerIfUp = openDocker(
    dockerDialer(remote, toEngine, unlessAsleep({ name: target.name, ...operationsBy(programs) })),
  );
  return { ...nodeOf(target, remote, programs), docker, dockerIfUp };
}

const programsOf = (target: Target, remote: Remote): Programs => ({
  name: target.name,
  exec: (argv, options) => exec(remote, argv, options),
  script: (source: string, args: readonly string[] = [], options?: ExecOptions) =>
    exec(remote, ['/bin/sh', '-c', source, 'sh', ...args], options),
  open: (argv, options) => openProgram(remote, argv, options),
});

function nodeOf(target: Target, remote: Remote, programs: Programs): Omit<RemoteNode, 'docker' | 'dockerIfUp'> {
  const close = async ({ patience = usualPatience }: { patience?: number } = {}) => {
    const running = [...remote.running];
    const ending = Promise.all(running.map((program) => killProgram(remote, program)));
    const ended = await withinOr(patience, ending, [false]);
    // A guard leaves by itself with the connection. Where it has ended something it is asked whether nothing is left; where
    // that could not be ended, it keeps trying after us.
    const farewell = running.length > 0 && ended.every(Boolean) ? remote.guard.quit : undefined;
    await remote.link.close({ patience: Math.min(patience, 1000), ...(farewell && { farewell }) });
  };
  return {
    ...programs,
    ...operationsBy(programs),
    address: target.address,
    dial: dialler(remote),
    shell: (options) => openShell(remote, options),
    upload: (source, path, options) => upload(remote, source, path, options),
    lost: remote.link.lost,
    enoughSessions: () => remote.sessions.bear(neededSessions, () => exec(remote, ['true'])),
    settled: async () => void (await Promise.all(remote.ending)),
    close,
  };
}
