import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import { askHttp, httpAsk, type Question } from './ask-http.ts';
import type { Node, Program } from './port.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const http = (answer: RequestListener) => listening(createServer(answer));
const at = (port: number, path = '/', until?: string): Question => ({
  host: '127.0.0.1',
  port,
  path,
  ...(until !== undefined && { until }),
});

/** The program itself, run here. */
const here = {
  name: 'node1',
  run: async (_: unknown, args: Parameters<typeof httpAsk.program>[0]) => {
    const { script, words = [] } = httpAsk.program(args) as Extract<Program, { script: string }>;
    const { stdout } = await promisify(execFile)('sh', ['-c', script, 'sh', ...words]);
    return httpAsk.read({ status: 0, stdout, stderr: '' }, { node: 'node1', args });
  },
} as unknown as Node;

const ask = (questions: Question[], how: { timeout?: number; patience?: number } = {}) =>
  askHttp(here, questions, { signal: new AbortController().signal, ...how });

it('gives each answer in the order of the questions, whatever its status', async () => {
  const port = await http((request, response) => {
    response.statusCode = request.url === '/missing' ? 404 : 200;
    const text = JSON.stringify({ path: request.url, host: request.headers.host, ä: 'ü'.repeat(40_000) });
    setTimeout(() => response.end(text), request.url === '/slow' ? 150 : 0);
  });
  const answers = await ask([at(port, '/slow'), at(port, '/missing'), at(port, '/fast')]);
  expect(answers).toMatchObject([
    { status: 200, json: { path: '/slow', host: `127.0.0.1:${port}`, ä: 'ü'.repeat(40_000) } },
    { status: 404, json: { path: '/missing' } },
    { status: 200, json: { path: '/fast' } },
  ]);
});

it('tells what is wrong with one, and has the answers of the others', async () => {
  const well = await http((_request, response) => response.end('{}'));
  const silent = await listening(createTcpServer(() => undefined));
  const flood = await http((_request, response) => response.end('x'.repeat(300_000)));
  const strange = await listening(createTcpServer((socket) => socket.end('SSH-2.0-x\r\n\r\n')));
  const noJson = await http((_request, response) => response.end('<p>'));
  const gone = createTcpServer();
  const closed = await listening(gone);
  gone.close();
  const answers = await ask(
    [closed, silent, flood, strange, noJson, well].map((port) => at(port)),
    { timeout: 300 },
  );
  expect(answers.map((one) => ('error' in one ? one.error.message.replace(/^\S+ asked from node1/, '') : one))).toEqual(
    [
      ': Connection refused',
      ', gave no answer in 300 ms.',
      ': it says more than 262144 bytes',
      ': it closed the connection without an answer',
      ', did not answer in JSON: <p>',
      { status: 200, json: {} },
    ],
  );
});

it('asks again until the answer has what is waited for, and only that question', async () => {
  const asked: string[] = [];
  const port = await http((request, response) => {
    asked.push(request.url ?? '');
    const isWell = asked.filter((one) => one === '/health').length > 2;
    response.end(JSON.stringify({ health: String(isWell) }));
  });
  const answers = await ask([at(port, '/health', '"health":"true"'), at(port, '/other')], { patience: 20_000 });
  expect(answers).toMatchObject([{ json: { health: 'true' } }, { json: {} }]);
  expect(asked.sort()).toEqual(['/health', '/health', '/health', '/other']);
});

it('gives the last answer where what is waited for does not come', async () => {
  const port = await http((_request, response) => response.end('{"health":"false"}'));
  expect(await ask([at(port, '/health', '"true"')], { patience: 100 })).toEqual([
    { status: 200, json: { health: 'false' } },
  ]);
});

it.each(['unreachable', 'time-out', 'command-failed'] as const)(
  'what goes wrong with the node is not told as the silence of the service (%s)',
  async (code) => {
    const run = async () => {
      throw new LabError(code, 'The connection to node1 is gone', { node: 'node1' });
    };
    const asking = askHttp({ name: 'node1', run } as unknown as Node, [at(1)], {
      signal: new AbortController().signal,
    });
    await expect(asking).rejects.toMatchObject({ code, details: { node: 'node1' } });
  },
);

it('asks through the connection where the node has no perl', async () => {
  const node = {
    name: 'node1',
    run: async () => undefined,
    dial: async () => {
      throw new Error('refused');
    },
  } as unknown as Node;
  const [answer] = await askHttp(node, [at(1)], { signal: new AbortController().signal });
  expect(answer).toMatchObject({ error: { code: 'unreachable' } });
});
