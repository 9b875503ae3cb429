import { Agent, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import Dockerode from 'dockerode';
import { LabError } from '../../shared/errors.ts';

/** Docker's API over sockets that someone else opens: one for each request under way, kept for the next. */
export function openDocker(dial: () => Promise<Duplex>): Dockerode {
  const agent = new DialAgent(dial);
  const docker = withoutDockerHost(
    () => new Dockerode({ protocol: 'http', host: 'docker', port: 80, agent } as Dockerode.DockerOptions),
  );
  retryStale(docker);
  return docker;
}

class DialAgent extends Agent {
  readonly #dial: () => Promise<Duplex>;

  constructor(dial: () => Promise<Duplex>) {
    // No limit here: with one, docker-modem's hijacked sockets never come back and requests hang.
    super({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 8 });
    this.#dial = dial;
  }

  override createConnection(
    _options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.#dial().then(
      (socket) => callback?.(null, socket),
      (error: Error) => callback?.(error, undefined as unknown as Duplex),
    );
  }
}

/** docker-modem reads DOCKER_HOST and its certificates whatever it is told, and throws when they make no sense. */
function withoutDockerHost<T>(make: () => T): T {
  const saved = process.env.DOCKER_HOST;
  delete process.env.DOCKER_HOST;
  try {
    return make();
  } finally {
    if (saved !== undefined) process.env.DOCKER_HOST = saved;
  }
}

type Dial = (options: { method?: string }, callback: (error: unknown, result: unknown) => void) => void;

/**
 * The engine closes its sockets when it restarts. A request that was just then written to a kept socket fails
 * without an answer; those that may be repeated safely are, once.
 */
function retryStale(docker: Dockerode): void {
  const modem = docker.modem as unknown as { dial: Dial };
  const dial = modem.dial.bind(modem);
  modem.dial = (options, callback) => {
    const again = { ...options };
    dial(options, (error, result) => {
      const stale = ['ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');
      if (stale && options.method === 'GET') dial(again, callback);
      else callback(error, result);
    });
  };
}

/** What the engine or the way to it said, as an error of ours; the engine's own words and status are kept. */
export function dockerError(error: unknown, node?: string): LabError {
  if (error instanceof LabError) return error;
  const { statusCode, message, name, code, json } = error as Error & {
    statusCode?: number;
    code?: string;
    json?: { message?: string };
  };
  const details = { ...(node !== undefined && { node }), cause: error };
  const on = node === undefined ? '' : ` on ${node}`;
  if (name === 'AbortError') return new LabError('cancelled', `A request to Docker${on} was cancelled.`, details);
  if (statusCode !== undefined)
    return new LabError('docker-failed', `Docker${on} answered ${statusCode}: ${json?.message ?? message}`, details);
  return new LabError('docker-failed', `Docker${on} does not answer: ${code ?? ''} ${message}`, {
    ...details,
    remedy: 'Look at the engine on the node: systemctl status docker, journalctl -u docker.',
  });
}
