import { boundedNode } from '../../../src/core/bounds/bounded-node.ts';
import { operation } from '../../../src/core/machine/operation.ts';
import { noPrompts } from '../../../src/core/remote/auth/prompts.ts';
import { connectNode } from '../../../src/core/remote/connect.ts';
import { toLabError } from '../../../src/shared/errors.ts';

const program = operation({ name: 'hostile.program', program: () => ({ argv: ['program'] }), read: () => undefined });

/** Logs in at a server that goes wrong, and runs a program there; true where what came of it was taken for its output. */
export async function runThere(server: { port: number; knownHosts: string }, patienceMs: number): Promise<boolean> {
  const { port, knownHosts } = server;
  const stop = AbortSignal.timeout(patienceMs);
  const target = {
    name: 'node1',
    address: '192.0.2.1',
    ssh: { host: '127.0.0.1', port, user: 'root', knownHosts },
    baseDir: '/',
    ownFiles: true,
  };
  try {
    const connected = await connectNode(target, { prompts: noPrompts, env: {}, signal: stop });
    const node = boundedNode(connected, { leave: stop });
    try {
      await node.run(program, {}, { signal: stop });
      return true;
    } finally {
      await node.close();
    }
  } catch (thrown) {
    const { code, message } = toLabError(thrown);
    if (code === 'unexpected' && !stop.aborted) throw thrown;
    if (message.length > 3000) throw new Error(`an error of ${message.length} characters`);
    return false;
  }
}
