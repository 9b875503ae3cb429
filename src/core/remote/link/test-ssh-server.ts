import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo, Socket, Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type AuthContext, type Connection, type ParsedKey } from 'ssh2';
import { localServer } from '../../../shared/fixtures/local-server.ts';
import { noPrompts } from '../auth/prompts.ts';
import type { Route } from '../config/route.ts';
import { type LinkOptions, openLink } from './open-link.ts';

/** For tests: a real SSH server in this process, that decides logins by a function and remembers what was tried. */
export interface TestServer extends AsyncDisposable {
  readonly tried: string[];
  readonly connections: Connection[];
  /** A place with the server's key in known_hosts. */
  route(change?: Partial<Route>): Route;
  readonly knownHosts: string;
}

/** A list is a refusal that says what the server takes; `partial`: what was tried is right, and more is wanted. */
type Decision = boolean | string[] | { partial: string[] };
export type Decide = (context: AuthContext) => Decision | Promise<boolean>;

export async function testServer(decide: Decide, dropFirst = 0): Promise<TestServer> {
  const dir = mkdtempSync(join(tmpdir(), 'ssh-server-'));
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  const tried: string[] = [];
  const connections: Connection[] = [];
  const server = new ssh2.Server({ hostKeys: [key] }, (connection) => {
    connections.push(connection);
    connection.on('error', () => {});
    connection.on('authentication', (context) => {
      tried.push(context.method);
      void Promise.resolve(decide(context)).then((answer) => {
        if (answer === true) context.accept();
        else if (typeof answer === 'object' && 'partial' in answer)
          context.reject(answer.partial as ['password'], true);
        else context.reject(answer === false ? undefined : (answer as ['password']));
      });
    });
  });
  let toDrop = dropFirst;
  const front = await localServer((socket) => {
    if (toDrop-- > 0) socket.destroy();
    else inject(server, socket);
  });
  const known = routeTo(front.port, key, dir);
  const route = (change: Partial<Route> = {}): Route => ({ ...known, ...change });
  const dispose = async () => {
    await front[Symbol.asyncDispose]();
    rmSync(dir, { recursive: true });
  };
  return { tried, connections, route, knownHosts: join(dir, `known-${front.port}`), [Symbol.asyncDispose]: dispose };
}

/** ssh2's server has no socket of its own here: what comes to the port is given to it. */
export function inject(server: ssh2.Server, socket: Socket): void {
  (server as unknown as { injectSocket(socket: Socket): void }).injectSocket(socket);
}

/** The place of a server on this machine, with its key in a known_hosts of that folder. */
export function routeTo(port: number, key: string, dir: string): Route {
  const parsed = ssh2.utils.parseKey(key) as ParsedKey;
  const knownHosts = join(dir, `known-${port}`);
  writeFileSync(knownHosts, `[127.0.0.1]:${port} ${parsed.type} ${parsed.getPublicSSH().toString('base64')}\n`);
  return {
    node: 'node1',
    host: '127.0.0.1',
    port,
    user: 'joe',
    identityFiles: [],
    identityNamed: false,
    knownHosts: [knownHosts],
    acceptInto: knownHosts,
    jumps: [],
  };
}

export function listen(server: TcpServer): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Connects with nobody to ask, nothing in the environment and no agent, unless told. */
export const linkTo = (route: Route, options: Partial<LinkOptions> = {}) =>
  openLink(route, { prompts: noPrompts, env: {}, connectTimeout: 10_000, ...options });
