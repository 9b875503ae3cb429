import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { WebSocket } from 'ws';

export interface FrameCase {
  name: string;
  /** Sends it; true where it was given what it must not have. */
  run(socket: WebSocket): Promise<boolean>;
}

const patienceMs = 5000;

interface Answer {
  id: string;
  good: boolean;
}

const answerIn = (data: Buffer): Answer => {
  const { i, p } = JSON.parse(data.toString('utf8').split('\n')[0] ?? '{}') as { i?: string; p?: { s?: number } };
  return { id: String(i), good: (p?.s ?? 200) < 300 };
};

/** The first answer that is looked for, or the end of the socket; silence is no answer to anything. */
function firstAnswer(socket: WebSocket, wanted: (answer: Answer) => boolean): Promise<Answer | 'closed'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('neither an answer nor an end')), patienceMs);
    const end = (answer: Answer | 'closed') => {
      clearTimeout(timer);
      resolve(answer);
    };
    socket.on('message', (data: Buffer) => {
      const answer = answerIn(data);
      if (wanted(answer)) end(answer);
    });
    socket.once('close', () => end('closed'));
  });
}

/** A call that has to be refused with an error, or with the end of the socket. */
const refusedCall = (name: string, frame: string): FrameCase => ({
  name,
  run: async (socket) => {
    const answer = firstAnswer(socket, () => true);
    socket.send(frame);
    const first = await answer;
    return first !== 'closed' && first.good;
  },
});

/** No call at all, which nobody can answer: it changes nothing for the call that comes after it, or ends the socket. */
const noCall = (name: string, frame: string | Buffer): FrameCase => ({
  name,
  run: async (socket) => {
    const answer = firstAnswer(socket, ({ id, good }) => good || id === 'after');
    socket.send(frame);
    socket.send(call('after', '/app/info'));
    const first = await answer;
    if (first === 'closed') return false;
    if (first.id === 'after' && !first.good) throw new Error('the next call is not answered any more');
    return first.id !== 'after';
  },
});

/** A call as oRPC's peer writes it. */
const call = (id: number | string, path: string, json?: unknown): string =>
  JSON.stringify({ i: String(id), p: { u: path, ...(json !== undefined && { b: { json } }) } });

/** Sends so many, as long as they are taken, for some seconds: how fast we are ourselves says nothing of the app. */
async function flood(socket: WebSocket, count: number, send: (id: number) => void): Promise<number> {
  const until = Date.now() + 3000;
  let id = 0;
  for (; id < count && socket.readyState === socket.OPEN && Date.now() < until; id += 1) {
    send(id);
    if (id % 200 === 199) await wait(0);
  }
  return id;
}

/** How many of so many calls are answered with success, or begin a stream, in some seconds; how many with nothing. */
async function answered(socket: WebSocket, count: number, path: string): Promise<{ good: number; silent: number }> {
  let good = 0;
  const ids = new Set<string>();
  socket.on('message', (data: Buffer) => {
    const answer = answerIn(data);
    if (answer.good && !ids.has(answer.id)) good += 1;
    ids.add(answer.id);
  });
  const sent = await flood(socket, count, (id) => socket.send(call(id, path)));
  const isOpen = () => socket.readyState === socket.OPEN;
  for (const until = Date.now() + 6000; ids.size < sent && Date.now() < until && isOpen(); ) await wait(50);
  return { good, silent: isOpen() ? sent - ids.size : 0 };
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Frames of a window that has a session: garbage, too much, and too many. `quick` leaves out what takes seconds. */
export function frameCases(quick: boolean): FrameCase[] {
  const many = quick ? 2000 : 20_000;
  return [
    ...['no json', '', '[]', '{}', 'null', '{"i":1}', '{"i":{},"p":[]}'].map((one) => noCall(`frame ${one}`, one)),
    ...[
      '__proto__',
      'constructor',
      'toString',
      '__proto__/x',
      'app/__proto__',
      'app/info/~orpc',
      'app/../info',
      '/',
    ].map((path) => refusedCall(`call of ${path}`, call(1, `/${path}`, {}))),
    ...['app/saveSettings', 'labs/addFile', 'labs/addForm', 'runs/start', 'terminals/open', 'questions/answer'].flatMap(
      (path) => [
        refusedCall(`${path} with a string of 1.9 MB`, call(1, `/${path}`, 'x'.repeat(1_900_000))),
        refusedCall(`${path} with a string of 1 MB`, call(1, `/${path}`, 'x'.repeat(1_000_000))),
        refusedCall(`${path} with 400,000 values`, call(1, `/${path}`, { nodes: Array(400_000).fill(0) })),
        refusedCall(`${path} with 100,000 levels`, `{"i":"1","p":{"u":"/${path}","b":{"json":${nested(100_000)}}}}`),
        refusedCall(
          `${path} with types of its own`,
          `{"i":"1","p":{"u":"/${path}","b":{"json":{"a":"${'9'.repeat(1_000_000)}"},"meta":[[0,"a"],[4,"a","__proto__","x"],[7,"b"]]}}}`,
        ),
      ],
    ),
    ...[1, 100, 100_000].map((size) => noCall(`${size} random bytes`, randomBytes(size))),
    noCall('a frame of 3 MB', 'x'.repeat(3_000_000)),
    {
      name: `${many} subscriptions`,
      run: async (socket) => (await answered(socket, many, '/labs/watch')).good > 500,
    },
    { name: `${many} calls at once`, run: async (socket) => (await answered(socket, many, '/app/info')).silent > 0 },
    {
      name: 'many calls whose answers nobody reads',
      run: async (socket) => {
        socket.pause();
        await flood(socket, 5 * many, (id) => socket.send(call(id, '/app/settings')));
        await wait(quick ? 200 : 2000);
        return false;
      },
    },
    {
      name: 'many pings whose answers nobody reads',
      run: async (socket) => {
        socket.pause();
        for (let id = 0; id < 5 * many; id += 1) socket.ping(Buffer.alloc(125));
        await wait(quick ? 200 : 2000);
        return false;
      },
    },
  ];
}
