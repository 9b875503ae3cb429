import { randomBytes } from 'node:crypto';
import { endless, type Serve, trickle } from './fake-server.ts';

export interface Kind {
  serve: Serve;
  /** What it is all the same: an answer of this shape may be taken. */
  fits: 'none' | 'record' | 'list' | 'any JSON' | 'any';
}

const nothing = { fits: 'none' } as const;
const json = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const flood = ' '.repeat(64 * 1024);

const body =
  (text: string | Buffer, status = '200 OK', bytes = Buffer.from(text)): Serve =>
  (socket) => {
    socket.write(`HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    socket.write(bytes);
  };

/** Bytes as they are, then the end. */
const raw =
  (...pieces: (string | Buffer)[]): Serve =>
  (socket) => {
    for (const piece of pieces) socket.write(piece);
    socket.end();
  };

const open =
  (head: string, then: Serve): Serve =>
  (socket) => {
    socket.write(head);
    then(socket);
  };

const nested = (start: string, end: string, levels: number) => start.repeat(levels) + end.repeat(levels);

/** Whole answers with a wrong thing in them. */
const bodies: Record<string, [string | Buffer, Kind['fits']?]> = {
  nothing: ['', 'any JSON'],
  null: ['null', 'any JSON'],
  true: ['true', 'any JSON'],
  'a number': ['17', 'any JSON'],
  'a number without an end': [`1${'0'.repeat(100_000)}`, 'any JSON'],
  'a text': ['"engine"', 'any JSON'],
  'a long text': [JSON.stringify('x'.repeat(1_000_000)), 'any JSON'],
  'an empty list': ['[]', 'list'],
  'a list of nulls': ['[null,null]', 'any JSON'],
  'a list of lists': ['[[],[]]', 'any JSON'],
  'a list of numbers': ['[1,2,3]', 'any JSON'],
  'a record': ['{}', 'record'],
  'a record with __proto__': ['{"__proto__":{"ID":"x"},"constructor":{"prototype":{"x":1}}}', 'record'],
  'a record with a key twice': ['{"ID":1,"ID":2}', 'record'],
  'a key of a megabyte': [`{"${'k'.repeat(1_000_000)}":1}`, 'record'],
  'a page': ['<html><body>502 Bad Gateway</body></html>'],
  'half of an answer': ['[{"Id":"abc"'],
  'two answers in one': ['{}{}'],
  'a comment': ['// no\n{}'],
  'a byte order mark': ['\uFEFF{}', 'record'],
  'bytes of zero': [Buffer.alloc(4096)],
  'random bytes': [randomBytes(64 * 1024)],
  'half of a character': [
    Buffer.concat([Buffer.from('{"Name":"'), Buffer.from([0xe4, 0xb8]), Buffer.from('"}')]),
    'record',
  ],
  'lone surrogates': ['{"Name":"\\ud800"}', 'record'],
  NaN: ['NaN'],
  'Infinity in a list': ['[Infinity]'],
  'a thousand lists in each other': [nested('[', ']', 1000)],
  'a million lists in each other': [nested('[', ']', 1_000_000)],
  'a million records in each other': [nested('{"a":', '}', 1_000_000).replace(':}', ':1}')],
  'lists that are never closed': ['['.repeat(2_000_000)],
  'line ends': ['\n'.repeat(1_000_000), 'any JSON'],
  'five megabytes of line ends': ['\n'.repeat(5 * 1024 * 1024)],
  'a terminal’s sequences': ['\u001b[2J\u001b]0;x\u0007\u0090'.repeat(1000)],
};

const statuses = [
  '301 Moved',
  '302 Found',
  '304 Not Modified',
  '401 No',
  '403 No',
  '404 No',
  '407 Proxy',
  '418 Tea',
  '500 No',
  '502 Bad',
  '503 No',
  '599 No',
  '204 None',
  '205 Reset',
];

/** What goes wrong before a body, or in how it is sent. */
const wires: Record<string, Kind> = {
  'a close at once': { ...nothing, serve: (socket) => socket.destroy() },
  'an end at once': { ...nothing, serve: raw() },
  silence: { ...nothing, serve: () => {} },
  'half of the first line': { ...nothing, serve: raw('HTTP/1.1 20') },
  'half of the headers': { ...nothing, serve: raw('HTTP/1.1 200 OK\r\nContent-Ty') },
  'no HTTP': { ...nothing, serve: raw('SSH-2.0-OpenSSH_9.2\r\n') },
  'HTTP/0.9': { ...nothing, serve: raw('<html>hello</html>') },
  'HTTP/2': { ...nothing, serve: raw(Buffer.from('000012040000000000', 'hex')) },
  TLS: { ...nothing, serve: raw(Buffer.from('15030100020228', 'hex')) },
  'random bytes for HTTP': { ...nothing, serve: raw(randomBytes(10_000)) },
  'endless random bytes for HTTP': { ...nothing, serve: (socket) => endless(socket, randomBytes(64 * 1024)) },
  'a first line without an end': {
    ...nothing,
    serve: open('HTTP/1.1 200 ', (socket) => endless(socket, 'x'.repeat(65_536))),
  },
  'a header without an end': { ...nothing, serve: open(`${json}X: `, (socket) => endless(socket, 'x'.repeat(65_536))) },
  'headers without an end': { ...nothing, serve: open(json, (socket) => endless(socket, 'X: y\r\n'.repeat(1000))) },
  'ten thousand headers': { ...nothing, serve: raw(`${json}${'X: y\r\n'.repeat(10_000)}\r\n{}`) },
  'go on, for ever': { ...nothing, serve: (socket) => endless(socket, 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1000)) },
  'another protocol': {
    ...nothing,
    serve: raw('HTTP/1.1 101 Switching\r\nUpgrade: tcp\r\nConnection: Upgrade\r\n\r\n'),
  },
  'a length below zero': { ...nothing, serve: raw(`${json}Content-Length: -1\r\n\r\n{}`) },
  'two lengths': { ...nothing, serve: raw(`${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`) },
  'a length and pieces': { ...nothing, serve: raw(`${json}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`) },
  'less than its length': { ...nothing, serve: raw(`${json}Content-Length: 900\r\n\r\n[{"Id":`) },
  'a length beyond numbers': { ...nothing, serve: raw(`${json}Content-Length: ${'9'.repeat(40)}\r\n\r\n{}`) },
  'a length of a gigabyte': {
    ...nothing,
    serve: open(`${json}Content-Length: 1073741824\r\n\r\n`, (socket) => endless(socket, flood)),
  },
  'pieces with no number': { ...nothing, serve: raw(`${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n`) },
  'a piece beyond numbers': {
    ...nothing,
    serve: raw(`${json}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(40)}\r\n{}`),
  },
  'pieces without an end': {
    ...nothing,
    serve: open(`${json}Transfer-Encoding: chunked\r\n\r\n`, (socket) => endless(socket, `10000\r\n${flood}\r\n`)),
  },
  'pieces of a byte without an end': {
    ...nothing,
    serve: open(`${json}Transfer-Encoding: chunked\r\n\r\n`, (socket) => endless(socket, '1\r\n[\r\n'.repeat(1000))),
  },
  'pieces cut off': { ...nothing, serve: raw(`${json}Transfer-Encoding: chunked\r\n\r\n5\r\n[{"I`) },
  'trailers without an end': {
    ...nothing,
    serve: open(`${json}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`, (socket) =>
      endless(socket, 'X: y\r\n'.repeat(1000)),
    ),
  },
  'a body without an end': { ...nothing, serve: open(`${json}\r\n`, (socket) => endless(socket, flood)) },
  'a list without an end': {
    ...nothing,
    serve: open(`${json}\r\n[`, (socket) => endless(socket, '{"Id":"x"},'.repeat(5000))),
  },
  'a text without an end': {
    ...nothing,
    serve: open(`${json}\r\n["`, (socket) => endless(socket, 'x'.repeat(65_536))),
  },
  'a slow first line': { ...nothing, serve: (socket) => trickle(socket, 'H') },
  'slow headers': { ...nothing, serve: open(`${json}X: `, (socket) => trickle(socket, 'x')) },
  'a slow body': { ...nothing, serve: open(`${json}\r\n[`, (socket) => trickle(socket, ' ')) },
  'a slow body of known length': {
    ...nothing,
    serve: open(`${json}Content-Length: 9999\r\n\r\n`, (socket) => trickle(socket, ' ')),
  },
  'a packed body': {
    ...nothing,
    serve: raw(`${json}Content-Encoding: gzip\r\nContent-Length: 20\r\n\r\n`, randomBytes(20)),
  },
  'an answer and another': {
    fits: 'record',
    serve: raw(`${json}Content-Length: 2\r\n\r\n{}${json}Content-Length: 4\r\n\r\nnull`),
  },
  'line ends of Unix': { fits: 'any', serve: raw('HTTP/1.1 200 OK\nContent-Length: 2\n\n{}') },
  'an error without an end': {
    ...nothing,
    serve: open('HTTP/1.1 500 No\r\n\r\n', (socket) => endless(socket, 'no '.repeat(20_000))),
  },
  'an error of a megabyte': {
    fits: 'any JSON',
    serve: body(JSON.stringify({ message: 'x'.repeat(1_000_000) }), '500 No'),
  },
  'an error with a terminal’s sequences': {
    fits: 'any JSON',
    serve: body('{"message":"\\u001b[2J\\u0090"}', '500 No'),
  },
  'an error whose message is a record': { fits: 'any JSON', serve: body('{"message":{"a":1}}', '500 No') },
};

/** Each kind of answer by name. */
export function engineKinds(): Record<string, Kind> {
  const kinds: Record<string, Kind> = {};
  // Beside each other, so that a part of them has some of all.
  const groups = [
    Object.entries(wires),
    Object.entries(bodies).map(([name, [text, fits = 'none']]) => [name, { fits, serve: body(text) }] as const),
    statuses.map(
      (status) => [`status ${status}`, { fits: 'any JSON' as const, serve: body('{"message":"no"}', status) }] as const,
    ),
  ];
  for (let at = 0; groups.some((group) => at < group.length); at += 1)
    for (const group of groups) {
      const one = group[at];
      if (one) kinds[one[0]] = one[1];
    }
  return kinds;
}
