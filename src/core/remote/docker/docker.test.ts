import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { LabError } from '../../../shared/errors.ts';
import { listen } from '../link/test-ssh-server.ts';
import { openDocker } from './docker.ts';
import { dockerError } from './docker-error.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Something that answers as the engine does, reached over sockets that take a moment to open. */
async function engine(answer: RequestListener, limit = 64) {
  const server = createServer(answer);
  const port = await listen(server);
  closing.push(() => server.close().closeAllConnections());
  const sockets = new Set<Socket>();
  let most = 0;
  let inWords = 0;
  const dial = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    const socket = connect(port, '127.0.0.1');
    most = Math.max(most, sockets.add(socket).size);
    socket.once('close', () => sockets.delete(socket));
    await once(socket, 'connect');
    return Object.assign(socket, { [inspect.custom]: () => `${++inWords}` });
  };
  return { docker: openDocker({ dial, most: () => limit }), opened: () => most, inWords: () => inWords };
}

test.each([8, 3])('%i sockets at most serve 100 calls at once', async (most) => {
  let open = 0;
  let highest = 0;
  const { docker, opened } = await engine((_request, response) => {
    highest = Math.max(highest, ++open);
    setImmediate(() => {
      open--;
      response.end('OK');
    });
  }, most);
  await Promise.all(Array.from({ length: 100 }, () => docker.ping()));
  await Promise.all(Array.from({ length: 100 }, () => docker.ping()));
  expect(opened()).toBeLessThanOrEqual(most);
  expect(highest).toBeLessThanOrEqual(most);
});

test('no request puts the connection behind it into words', async () => {
  const { docker, inWords } = await engine((_request, response) => response.end('OK'));
  await docker.ping();
  await docker.ping();
  expect(inWords()).toBe(0);
});

test('a socket that cannot be opened is an error, and the next call tries again', async () => {
  let calls = 0;
  const { docker, opened } = await engine((_request, response) => response.end('OK'));
  const failing = openDocker({
    dial: async () => Promise.reject(new LabError('docker-failed', `down ${++calls}`)),
    most: () => 3,
  });
  await expect(failing.ping()).rejects.toMatchObject({ code: 'docker-failed' });
  await expect(Promise.all([failing.ping(), failing.ping()])).rejects.toMatchObject({ code: 'docker-failed' });
  await docker.ping();
  expect([calls, opened()]).toEqual([3, 1]);
});

test('a kept socket whose far end has ended is not asked again, also where the request may not be repeated', async () => {
  const opened: (Socket & { isOver?: boolean })[] = [];
  const server = createServer((request, response) => response.end(request.method === 'POST' ? '{"Id":"made"}' : '{}'));
  const port = await listen(server);
  closing.push(() => server.close().closeAllConnections());
  const dial = async () => {
    const socket = connect(port, '127.0.0.1');
    opened.push(socket);
    await once(socket, 'connect');
    return socket;
  };
  const docker = openDocker({ dial, most: () => 8 });
  await docker.info();
  const [first] = opened;
  if (!first) throw new Error('no socket was opened');
  first.isOver = true;
  expect(await docker.createContainer({ Image: 'any' })).toMatchObject({ id: 'made' });
  expect([opened.length, first.destroyed]).toEqual([2, true]);
});

/** Answers the first request, then hangs up on the second one of the same socket: what a restarting engine does. */
function hangsUp(seen: string[]): RequestListener {
  const used = new WeakSet();
  return (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (used.has(request.socket)) return request.socket.destroy();
    used.add(request.socket);
    response.end('{}');
  };
}

test('a list may be as long as those of a large engine, one thing may not', async () => {
  const long = JSON.stringify(Array.from({ length: 3000 }, () => ({ Id: 'x'.repeat(1000) })));
  const { docker } = await engine((_request, response) => response.end(long));
  expect(await docker.listContainers({ all: true })).toHaveLength(3000);
  expect(await docker.listNetworks({ filters: { name: ['x'] } })).toHaveLength(3000);
  expect(await docker.listImages()).toHaveLength(3000);
  await expect(docker.getNetwork('nets').inspect()).rejects.toMatchObject({ code: 'too-large' });
  await expect(docker.getContainer('containers').inspect()).rejects.toMatchObject({ code: 'too-large' });
});

test('a question to a socket that went stale is asked again; a command is not', async () => {
  const seen: string[] = [];
  const { docker } = await engine(hangsUp(seen));
  await docker.info();
  await docker.info();
  expect(seen).toEqual(['GET /info', 'GET /info', 'GET /info']);
  await docker.info();
  await expect(docker.getContainer('x').start()).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('DOCKER_HOST of this computer has no say', async () => {
  process.env.DOCKER_HOST = 'ssh://elsewhere:nonsense';
  try {
    const { docker } = await engine((_request, response) => response.end('OK'));
    expect(String(await docker.ping())).toBe('OK');
    expect(process.env.DOCKER_HOST).toBe('ssh://elsewhere:nonsense');
  } finally {
    delete process.env.DOCKER_HOST;
  }
});

test('errors keep the status and the words of the engine', async () => {
  const { docker } = await engine((_request, response) => {
    response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"message":"No such container: x"}');
  });
  const failure = await docker
    .getContainer('x')
    .inspect()
    .catch((error: unknown) => dockerError(error, 'node1'));
  expect(failure).toMatchObject({
    code: 'docker-failed',
    message: 'Docker on node1 answered 404: No such container: x',
    details: { node: 'node1', cause: { statusCode: 404 } },
  });
});

test('other errors are told apart', () => {
  const ours = new LabError('unreachable', 'gone');
  expect(dockerError(ours, 'n')).toBe(ours);
  expect(dockerError(new DOMException('aborted', 'AbortError'), 'n').code).toBe('cancelled');
  expect(dockerError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }), 'n')).toMatchObject({
    code: 'docker-failed',
    details: { remedy: expect.stringContaining('journalctl') },
  });
});

/** Listens to what docker-modem makes of an answer that is not as an engine's. */
test.each<[string, RequestListener, object]>([
  [
    'that never ends',
    (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
      };
      response.on('drain', more);
      more();
    },
    { code: 'too-large', message: expect.stringMatching(/^What Docker answers to GET \/info is too large .* 1 MB\.$/) },
  ],
  [
    'that only says to continue',
    (_request, response) => {
      for (let count = 0; count < 100; count += 1) response.writeContinue();
    },
    { code: 'too-large', message: expect.stringContaining('GET /info, only says to continue') },
  ],
  [
    'of a hundred thousand levels',
    (_request, response) => response.end('['.repeat(100_000) + ']'.repeat(100_000)),
    { code: 'too-large', message: expect.stringContaining('64 levels deep') },
  ],
  [
    'that is cut off',
    (_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('{"ID":');
      setImmediate(() => response.destroy());
    },
    { code: 'ECONNRESET' },
  ],
])('an answer %s is an error', async (_what, answer, error) => {
  const { docker } = await engine(answer);
  const before = process.memoryUsage().rss;
  await expect(docker.info()).rejects.toMatchObject(error);
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
});

test('an answer that trickles for ever ends with the signal', async () => {
  const cancel = new AbortController();
  const { docker } = await engine((_request, response) => {
    response.write('[');
    cancel.abort();
  });
  await expect(docker.listContainers({ abortSignal: cancel.signal })).rejects.toMatchObject({ name: 'AbortError' });
});
