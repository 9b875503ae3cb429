import type { LabNode } from '../../shared/lab.ts';
import { becomeRoot } from './become-root.ts';
import { dial } from './dial.ts';
import { dockerDialer } from './docker-dial.ts';
import { exec } from './exec.ts';
import { findRoute } from './find-route.ts';
import { heartbeat } from './heartbeat.ts';
import { killProgram } from './kill.ts';
import { openProgram } from './open.ts';
import { type LinkOptions, openLink } from './open-link.ts';
import type { ExecOptions, Node } from './port.ts';
import type { Remote } from './program.ts';
import type { Prompts } from './prompts.ts';
import { Sessions } from './sessions.ts';
import { openShell } from './shell.ts';
import { upload } from './upload.ts';

export interface Target {
  name: string;
  address: string;
  ssh: LabNode['ssh'];
  /** Folder of the lab file: its relative paths start there. */
  baseDir: string;
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
}

/** One verified connection to a node, and everything that steps may ask of it. */
export async function connectNode(target: Target, options: ConnectOptions): Promise<Node> {
  const env = options.env ?? process.env;
  const agentSocket = options.agentSocket ?? env.SSH_AUTH_SOCK;
  const route = await findRoute(target.ssh, { name: target.name, baseDir: target.baseDir, env });
  const opening = openLink(route, {
    prompts: options.prompts,
    env,
    connectTimeout: options.connectTimeout ?? 20_000,
    ...(agentSocket && { agentSocket }),
    ...(options.signal && { signal: options.signal }),
    ...(options.onState && { onState: options.onState }),
  });
  // A quarter of what the program loads; it comes while the node answers.
  const [link, { openDocker }] = await Promise.all([opening, import('./docker.ts')]);
  const remembered = link.password ?? (route.passwordEnv ? env[route.passwordEnv] : undefined);
  const root = await becomeRoot(link, options.prompts, remembered).catch(async (error: unknown) => {
    await link.close();
    options.signal?.throwIfAborted();
    throw error;
  });
  const remote: Remote = {
    link,
    ...root,
    sessions: new Sessions(link.node),
    running: new Set(),
    numbers: 0,
    shells: 0,
  };
  // Without its guard nothing that runs through the connection could be ended any more.
  void root.guard.ended.then(() => link.fail(new Error('the helper that guards it was ended')));
  heartbeat(link, root.guard);
  return nodeOf(target, remote, openDocker(dockerDialer(remote)));
}

function nodeOf(target: Target, remote: Remote, docker: Node['docker']): Node {
  const close = async () => {
    const running = [...remote.running];
    const ended = await Promise.all(running.map((program) => killProgram(remote, program)));
    // A guard that has nothing left to do leaves at once; else it goes on trying after us.
    await remote.link.close(ended.every(Boolean) ? remote.guard.quit : undefined);
  };
  return {
    name: target.name,
    address: target.address,
    exec: (argv, options) => exec(remote, argv, options),
    script: (source: string, args: readonly string[] = [], options?: ExecOptions) =>
      exec(remote, ['/bin/sh', '-c', source, 'sh', ...args], options),
    open: (argv, options) => openProgram(remote, argv, options),
    dial: (host, port) => dial(remote.link, host, port),
    shell: (options) => openShell(remote, options),
    docker,
    upload: (source, path, options) => upload(remote, source, path, options),
    lost: remote.link.lost,
    close,
  };
}
