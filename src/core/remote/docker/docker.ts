import type { ClientRequest, ClientRequestArgs, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import type Dockerode from 'dockerode';
import pLimit from 'p-limit';
import { texts } from '../../../shared/texts/text.ts';
import { Agent } from '../../gates/http.ts';
import { jsonMeter } from '../../gates/limits.ts';
import { tellAsked } from '../../machine/asked.ts';
import { limitInterim } from '../../machine/interim.ts';
import { library } from './dockerode-library.ts';

export interface DockerDialer {
  /** Opens a socket to the engine. */
  dial(): Promise<Duplex>;
  /** Whose engine it is. */
  readonly node?: string;
  /** How many sockets there may be; known after the first `dial`. */
  most(): number;
  /** Drops those that were opened ahead: the engine that had them is gone. */
  forget?(): void;
}

/** Docker's API over sockets that someone else opens: one for each request under way, kept for the next. */
export function openDocker(dialer: DockerDialer): Dockerode {
  const agent = new DialAgent(dialer);
  const docker = withoutDockerHost(
    () => new (library())({ protocol: 'http', host: 'docker', port: 80, agent } as Dockerode.DockerOptions),
  );
  retryStale(docker, agent, dialer);
  return docker;
}

/**
 * Node's agent counts a socket only when it is open, so its own maxSockets does not hold for sockets that take a
 * while, and requests that wait for one are not given those that became free meanwhile. Requests therefore queue
 * here, before the agent sees them.
 */
class DialAgent extends Agent {
  readonly #dialer: DockerDialer;
  readonly #limit = pLimit(1);

  constructor(dialer: DockerDialer) {
    super({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 8 });
    this.#dialer = dialer;
  }

  /**
   * docker-modem puts the options of each request into words, with all that is in them, for a log that nobody reads: with the
   * connection behind an agent that took a run a third of a second.
   */
  [inspect.custom](): string {
    return 'DialAgent';
  }

  /** Called by http for each request; Node documents it no more than docker-modem's kind of agents need. */
  addRequest(request: ClientRequest, options: ClientRequestArgs): void {
    void this.#limit(async () => {
      if (request.destroyed) return;
      tellAsked(this.#dialer.node ?? '', `docker ${request.method} ${request.path}`);
      const closed = new Promise((resolve) => request.once('close', resolve));
      // Before docker-modem's own listener, which keeps whatever comes.
      request.prependOnceListener('response', (response) => limitAnswer(request, response));
      limitInterim(request, texts.machine.dockerAsked({ method: request.method, path: request.path }));
      this.#dropEnded();
      addRequest.call(this, request, options);
      await closed;
    });
  }

  /** A kept socket whose far end has ended, as those of an engine that was restarted: nobody reads it, so nobody else knows. */
  #dropEnded(): void {
    for (const socket of Object.values(this.freeSockets).flat())
      if ((socket as { isOver?: boolean } | undefined)?.isOver) socket?.destroy();
  }

  override createConnection(
    _options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.#dialer.dial().then(
      (socket) => {
        this.#limit.concurrency = this.#dialer.most();
        callback?.(null, socket);
      },
      (error: Error) => callback?.(error, undefined as unknown as Duplex),
    );
  }
}

/**
 * An answer that is larger or deeper than any engine's ends its request, with the words for it; so does one that is cut
 * off, of which docker-modem would wait for the rest.
 */
function limitAnswer(request: ClientRequest, response: IncomingMessage): void {
  const limits = { bytes: isList(request) ? listBytes : otherBytes, depth: 64 };
  const limit = jsonMeter(limits, { what: texts.machine.dockerAnswer({ method: request.method, path: request.path }) });
  response.on('error', (error) => request.emit('error', error));
  response.on('data', (chunk: Buffer) => {
    try {
      limit(chunk);
    } catch (error) {
      // docker-modem listens to the request alone, which http ends without a word once an answer has begun.
      response.destroy();
      request.emit('error', error);
    }
  });
}

/** Some thousand containers, images or networks: one is a KB or two. */
const listBytes = 8 * 1024 * 1024;
/** One thing, with all that it has, is some ten KB. Several answers are read at a time, so a limit counts as often. */
const otherBytes = 1024 * 1024;

/** `/containers/json`, `/v1.41/networks?filters=…`: all things of a kind. A name after it is one thing of it. */
function isList({ method, path }: ClientRequest): boolean {
  return method === 'GET' && /^(?:\/v[\d.]+)?\/(?:(?:containers|images)\/json|[a-z]+s)(?:\?|$)/.test(path);
}

type AddRequest = (request: ClientRequest, options: ClientRequestArgs) => void;
const { addRequest } = Agent.prototype as unknown as { addRequest: AddRequest };

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
function retryStale(docker: Dockerode, agent: DialAgent, dialer: DockerDialer): void {
  const modem = docker.modem as unknown as { dial: Dial };
  const dial = modem.dial.bind(modem);
  modem.dial = (options, callback) => {
    const again = { ...options };
    dial(options, (error, result) => {
      const stale = ['ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');
      if (!stale || options.method !== 'GET') return callback(error, result);
      // Where one has gone stale, the other idle ones have too.
      for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
      dialer.forget?.();
      dial(again, callback);
    });
  };
}
