import { createServer, type RequestListener } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listen } from '../remote/link/test-ssh-server.ts';
import { getJson } from './tunnel-http.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const node = { name: 'node1', dial: async (host: string, port: number) => connect(port, host) };

async function serve(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  closing.push(() => server.close().closeAllConnections());
  return listen(server);
}

test('any status is an answer', async () => {
  const port = await serve((_request, response) => response.writeHead(503).end('{"health":"false"}'));
  expect(await getJson(node, '127.0.0.1', port, '/health')).toEqual({ status: 503, json: { health: 'false' } });
});

test('method, type and body arrive', async () => {
  const port = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => response.end(JSON.stringify([request.method, request.headers['content-type'], body])));
  });
  const form = { method: 'PUT', body: 'value=1', contentType: 'application/x-www-form-urlencoded' } as const;
  expect((await getJson(node, '127.0.0.1', port, '/x', form)).json).toEqual(['PUT', form.contentType, 'value=1']);
  const posted = await getJson(node, '127.0.0.1', port, '/x', { method: 'POST', body: { a: 'é' } });
  expect(posted.json).toEqual(['POST', 'application/json', '{"a":"é"}']);
});

test('no JSON, too much, nobody there: typed errors', async () => {
  const port = await serve((request, response) => {
    if (request.url === '/html') return response.end('<html>');
    const flood = () => response.write(Buffer.alloc(1024 * 1024)) || response.once('drain', flood);
    flood();
  });
  const unreachable = expect.objectContaining({
    code: 'unreachable',
    details: expect.objectContaining({ node: 'node1' }),
  });
  await expect(getJson(node, '127.0.0.1', port, '/html')).rejects.toEqual(unreachable);
  await expect(getJson(node, '127.0.0.1', port, '/flood')).rejects.toMatchObject({
    code: 'too-large',
    details: { node: 'node1' },
  });
  await expect(getJson(node, '127.0.0.1', 1, '/')).rejects.toEqual(unreachable);
});

test('a server that only says to continue is given up, long before its time is over', async () => {
  const insistent = createTcpServer((socket) => {
    socket.on('error', () => {});
    closing.push(() => socket.destroy());
    socket.write('HTTP/1.1 100 Continue\r\n\r\n'.repeat(100));
  });
  closing.push(() => insistent.close());
  const port = await listen(insistent);
  await expect(getJson(node, '127.0.0.1', port, '/', { timeout: 15_000 })).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('only says to continue'),
    details: { node: 'node1' },
  });
});

test('silence is a time-out, an abort is a cancel', async () => {
  const mute = createTcpServer((socket) => void closing.push(() => socket.destroy()));
  closing.push(() => mute.close());
  const port = await listen(mute);
  await expect(getJson(node, '127.0.0.1', port, '/', { timeout: 50 })).rejects.toMatchObject({ code: 'time-out' });
  const signal = AbortSignal.timeout(50);
  await expect(getJson(node, '127.0.0.1', port, '/', { signal })).rejects.toMatchObject({ code: 'cancelled' });
});

test('a dial that hangs is a time-out, and is closed when it comes through after all', async () => {
  const late = Promise.withResolvers<ReturnType<typeof connect>>();
  const slow = { name: 'node1', dial: () => late.promise };
  await expect(getJson(slow, '127.0.0.1', 1, '/', { timeout: 20 })).rejects.toMatchObject({ code: 'time-out' });
  const port = await serve(() => {});
  const socket = connect(port, '127.0.0.1');
  late.resolve(socket);
  await new Promise((resolve) => socket.once('close', resolve));
});
