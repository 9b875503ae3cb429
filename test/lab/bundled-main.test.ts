import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, onTestFinished, test } from 'vitest';
import { buildDesktop } from '../../scripts/desktop/run-electron.ts';
import { root } from '../../scripts/run-tool.ts';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import type { contract } from '../../src/shared/wire/contract.ts';
import { labFile } from '../support/nodes/run-lab.ts';

type Client = ContractRouterClient<typeof contract>;

/** The program that a package has, in a folder without node_modules but for a stand-in of Electron. */
async function startBundle(): Promise<Client> {
  expect(await buildDesktop()).toBe(0);
  const home = temporaryFolder('bundle');
  const app = path.join(home, 'app');
  for (const folder of ['out/main', 'out/renderer', 'node_modules/electron'])
    mkdirSync(path.join(app, folder), { recursive: true });
  copyFileSync(path.join(root, 'out/main/index.js'), path.join(app, 'out/main/index.js'));
  writeFileSync(path.join(app, 'out/renderer/index.html'), '');
  writeFileSync(path.join(app, 'package.json'), '{"type":"module"}');
  writeFileSync(path.join(app, 'node_modules/electron/package.json'), '{"main":"index.cjs"}');
  copyFileSync(
    path.join(import.meta.dirname, 'fixtures/worker-electron.cjs'),
    path.join(app, 'node_modules/electron/index.cjs'),
  );
  const env = { PATH: process.env.PATH, HOME: home, APP_PATH: app };
  const worker = new Worker(path.join(app, 'out/main/index.js'), { env });
  onTestFinished(async () => void (await worker.terminate()));
  const said = new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  expect(await said).toBe('window');
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(port1, [port1 as never]);
  port2.start();
  return createORPCClient(new RPCLink({ port: port2 }));
}

/** Says yes to whatever is asked: whether the lab's file is to be trusted. */
async function agree(client: Client): Promise<void> {
  for await (const questions of await client.questions.watch())
    for (const { id } of questions) await client.questions.answer({ id, answer: true }).catch(() => undefined);
}

describe.skipIf(!labFile)('main as a package has it, in one file', () => {
  test('reaches a node by the ssh2, and its engine by the dockerode, that are bundled', async () => {
    const client = await startBundle();
    void agree(client).catch(() => undefined);
    const { id } = await client.labs.addFile({ path: labFile ?? '' });
    expect(await client.labs.test({ id, node: 'node1' })).toEqual({ ok: true, message: expect.any(String) });
    const { run } = await client.runs.start({ lab: id, command: 'check', only: ['preflight', 'network'] });
    const events = [];
    for await (const batch of await client.runs.events({ lab: id, run, from: 1 })) events.push(...batch);
    const result = events.find(({ type }) => type === 'result');
    expect(result).toMatchObject({ command: 'check', changes: 0, errors: [] });
  });
});
