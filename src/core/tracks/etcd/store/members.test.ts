import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Node } from '../../../machine/port.ts';
import { askMembers } from './members.ts';

const names = ['node1', 'node2', 'node3', 'node4', 'node5'];
const addressOf = (name: string) => `10.1.0.${name.slice(4)}`;
let server: Server;
/** Members that say that they have no quorum. */
let ill: Set<string>;
/** Who asks through a connection, by its port. */
const askers = new Map<number | undefined, { open: number }>();

beforeEach(async () => {
  ill = new Set();
  server = createServer((request, response) => {
    const host = request.headers.host?.split(':')[0] ?? '';
    // Answered: counted before the answer leaves, so before whoever asked can go on.
    const asker = askers.get(request.socket.remotePort);
    if (asker) asker.open--;
    const members = names.map((name) => ({ name, clientURLs: [`http://${addressOf(name)}:2379`] }));
    response.end(JSON.stringify(request.url === '/health' ? { health: String(!ill.has(host)) } : { members }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => void server.close());

/** Nodes whose way to every member leads to the one real server; `asked` notes who asks whom, and how much at a time. */
function lab() {
  const asked = { pairs: new Set<string>(), most: 0 };
  const nodes = names.map((name) => {
    const asker = { open: 0 };
    const dial = async (host: string) => {
      asked.pairs.add(`${name} ${host}`);
      asked.most = Math.max(asked.most, ++asker.open);
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
      await once(socket, 'connect');
      askers.set(socket.localPort, asker);
      return socket;
    };
    // Nodes without perl: each question goes by a connection of its own, which can be counted.
    return { name, address: addressOf(name), dial, run: async () => undefined };
  });
  return { asked, nodes: nodes as unknown as Node[] };
}

it('asks every member from every node, and no more than one member at a time from each', async () => {
  const { asked, nodes } = lab();
  expect(await askMembers(nodes, nodes, new AbortController().signal)).toEqual([]);
  expect(asked.pairs.size).toBe(names.length ** 2);
  // A member is asked two things together.
  expect(asked.most).toBe(2);
});

it('tells of a member without quorum by its name', async () => {
  const { nodes } = lab();
  ill.add(addressOf('node3'));
  const problems = await askMembers(nodes, nodes, new AbortController().signal);
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    ['health', 'node3 has no quorum, asked from node3'],
  ]);
});
