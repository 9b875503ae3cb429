/**
 * The other end, in a process of its own: what is measured is the app's memory, not that of who floods it. Told
 * `{ engine }` or `{ shell }`, the name of a kind, it serves that kind in place of the one before, and says where.
 */
import { engineKinds } from './engine-kinds.ts';
import { fakeServer } from './fake-server.ts';
import { shellKinds } from './shell-kinds.ts';
import { shellServer } from './shell-server.ts';

export type Order = { engine: string } | { shell: string };
export interface Place {
  port: number;
  knownHosts: string;
}

const kinds = engineKinds();
let last: AsyncDisposable | undefined;

process.on('message', (order: Order) => {
  void serve(order).then((place) => process.send?.(place));
});
process.on('disconnect', () => process.exit());

async function serve(order: Order): Promise<Place> {
  await last?.[Symbol.asyncDispose]();
  if ('engine' in order) {
    const kind = kinds[order.engine];
    if (!kind) throw new Error(`no kind of answer has the name '${order.engine}'`);
    const server = await fakeServer(kind.serve);
    last = server;
    return { port: server.port, knownHosts: '' };
  }
  const kind = shellKinds[order.shell];
  if (!kind) throw new Error(`no kind of shell has the name '${order.shell}'`);
  const server = await shellServer(kind);
  last = server;
  return { port: server.port, knownHosts: server.knownHosts };
}
