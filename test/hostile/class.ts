import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { type Around, type Counts, type Suite, tally } from './harness/suite.ts';
import type { Scanned } from './support/port-scan.ts';

const run = promisify(execFile);

/** What a student's machine reaches of a class that is served: scanned from another network namespace. */
export const suite: Suite = { name: 'class', least: { quick: 500, whole: 65_000 }, run: attack };

const port = 8443;
const address = '10.203.77.1';
const server = path.resolve(import.meta.dirname, '../../src/web/class/main.ts');
const scanner = path.join(import.meta.dirname, 'support', 'port-scan.ts');

/** Two namespaces with a link between: the class in one, whoever means harm in the other. */
const spaces = { class: `ol-hostile-${process.pid}-a`, stranger: `ol-hostile-${process.pid}-b` };
const inside = (space: string, ...words: string[]) => ['netns', 'exec', space, ...words];

async function attack(around: Around): Promise<Counts> {
  const all = tally();
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    all.counts.skipped = 'only root on Linux can make network namespaces';
    return all.counts;
  }
  const home = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-hostile-class-'));
  let child: ChildProcess | undefined;
  try {
    await makeSpaces();
    child = await serve(home);
    around.watch(child.pid);
    const last = around.quick ? port + 404 : 65_535;
    const from = around.quick ? port - 95 : 1;
    const words = inside(spaces.stranger, process.execPath, scanner, address, String(from), String(last));
    const { stdout } = await run('ip', words, { maxBuffer: 16 * 1024 * 1024, timeout: 300_000 });
    const { open, tried } = JSON.parse(stdout) as Scanned;
    all.counts.tried += tried;
    const wrong = open.filter((one) => one !== port);
    all.counts.accepted += wrong.length;
    if (wrong.length > 0) all.note(`open: ${wrong.join(', ')}`);
    if (!open.includes(port)) throw new Error('the class itself was not found');
    around.report(`${tried} ports, open: ${open.join(', ')}`);
    await all.attempt('anything else that listens', async () => {
      const { stdout: listening } = await run('ip', inside(spaces.class, 'ss', '-H', '-l', '-n', '-t', '-u'));
      const lines = listening.trim().split('\n');
      return lines.length !== 1 || !lines[0]?.includes(`${address}:${port}`);
    });
    const curl = ['curl', '-sk', '-m', '5', '-o', '/dev/null', '-w', '%{http_code}'];
    const ask = async (...more: string[]) =>
      (await run('ip', inside(spaces.stranger, ...curl, ...more)).catch(({ stdout: code }) => ({ stdout: code })))
        .stdout;
    for (const [name, ...more] of [
      ['plain HTTP', `http://${address}:${port}/`],
      ['no session', `https://${address}:${port}/rpc`],
      ['another Host', '-H', 'Host: evil.example', `https://${address}:${port}/join`],
      ['TLS 1.1', '--tls-max', '1.1', `https://${address}:${port}/join`],
    ] as const)
      await all.attempt(name, async () => /^[123]/.test(await ask(...more)));
    if ((await ask(`https://${address}:${port}/join`)) !== '200') throw new Error('the door answers no more');
    return all.counts;
  } finally {
    if (child && child.exitCode === null) {
      const over = once(child, 'exit');
      child.kill('SIGKILL');
      await over;
    }
    for (const space of Object.values(spaces)) await run('ip', ['netns', 'delete', space]).catch(() => undefined);
    await rm(home, { recursive: true, force: true });
  }
}

async function makeSpaces(): Promise<void> {
  const ip = (...words: string[]) => run('ip', words);
  for (const space of Object.values(spaces)) await ip('netns', 'add', space);
  const peer = ['peer', 'name', 'eth0', 'netns', spaces.stranger];
  await ip('-n', spaces.class, 'link', 'add', 'eth0', 'type', 'veth', ...peer);
  const ends = [
    [spaces.class, `${address}/24`],
    [spaces.stranger, '10.203.77.2/24'],
  ] as const;
  for (const [space, own] of ends) {
    await ip('-n', space, 'addr', 'add', own, 'dev', 'eth0');
    for (const link of ['lo', 'eth0']) await ip('-n', space, 'link', 'set', link, 'up');
  }
}

/** As `class serve` starts it, with a class of two seats that have no labs. */
async function serve(home: string): Promise<ChildProcess> {
  await writeFile(path.join(home, 'class.html'), '<title>the window itself</title>');
  const file = path.join(home, 'class.yaml');
  await writeFile(file, 'name: hostile\nseats: 2\n');
  const own = { HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home, OVERLAY_LAB_RENDERER: home };
  const words = [server, `--class=${file}`, `--listen=${address}:${port}`, '--json'];
  const child = spawn('ip', inside(spaces.class, process.execPath, ...process.execArgv, ...words), {
    env: { PATH: process.env.PATH, ...own },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([status]) => Promise.reject(new Error(`the class ended with ${status}`)));
  await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  ended.catch(() => undefined);
  return child;
}
