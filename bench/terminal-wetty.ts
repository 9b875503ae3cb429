import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { call, root } from './in-lab.ts';
import { atPrompt, probe, type Stage, viewport } from './terminal-stage.ts';

/** Below node_modules, which is nobody's to keep: what was installed once is there for the next bench. */
const folder = path.join(root, 'node_modules', '.cache', 'bench-wetty');
const version = '3.2.0';
/** wetty's own node-pty brings nothing built for Linux, and its headers come from elsewhere; this is the same, built. */
const overrides = { 'node-pty': 'npm:@lydell/node-pty@1.1.0' };
const startMs = 20_000;

const withoutWebgl = `{
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...rest);
  };
}`;

/** wetty in its browser page on the same node. Throws, with the reason, where it cannot be had. */
export async function withWetty<T>(
  stage: Stage,
  size: { cols: number; rows: number },
  work: (page: Page) => Promise<T>,
) {
  const main = await install();
  const port = await freePort();
  const ssh = await sshPlace(stage.directory);
  const words = [main, '--host', '127.0.0.1', '--port', String(port), '--base', '/', '--force-ssh'];
  const config = path.join(stage.directory, 'ssh_config');
  words.push('--ssh-host', 'node1', '--ssh-port', ssh.port, '--ssh-user', 'root', '--ssh-auth', 'publickey');
  words.push('--ssh-config', config, '--ssh-key', path.join(stage.directory, 'key'));
  words.push('--known-hosts', path.join(stage.directory, 'known_hosts'));
  const server = spawn(process.execPath, words, { stdio: 'ignore', env: { ...process.env, NODE_ENV: 'production' } });
  const over = once(server, 'exit');
  const context = await stage.browser.newContext({ viewport });
  try {
    await answers(`http://127.0.0.1:${port}/`);
    await context.addInitScript({ path: probe });
    // The same renderer for both: WebGL in software is slower than the DOM, and wetty takes it where it can.
    await context.addInitScript(withoutWebgl);
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await atPrompt(page);
    const { cols, rows } = size;
    await page.evaluate(`(() => {
      const terminal = window.wetty_term;
      terminal.options.scrollback = 10000;
      terminal.resize(${cols}, ${rows});
      terminal.socket.emit('resize', { cols: ${cols}, rows: ${rows} });
    })()`);
    return await work(page);
  } finally {
    await context.close();
    server.kill('SIGTERM');
    await over;
  }
}

async function install(): Promise<string> {
  const main = path.join(folder, 'node_modules', 'wetty', 'build', 'main.js');
  if (existsSync(main)) return main;
  console.log(`  installing wetty ${version} for this bench, below node_modules/.cache`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, overrides }));
  const words = ['install', `wetty@${version}`, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  await call('npm', words, { cwd: folder, timeout: 300_000 });
  return main;
}

async function sshPlace(directory: string): Promise<{ port: string }> {
  const [, port = ''] =
    /Host node1\s+HostName \S+\s+Port (\d+)/.exec(await readFile(`${directory}/ssh_config`, 'utf8')) ?? [];
  return { port };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

async function answers(address: string): Promise<void> {
  const signal = AbortSignal.timeout(startMs);
  for (;;) {
    if (await fetch(address).catch(() => undefined)) return;
    if (signal.aborted) throw new Error('it did not start');
    await wait(100);
  }
}
