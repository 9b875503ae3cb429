import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chown, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../shared/fixtures/temporary-folder.ts';
import { openWeb } from './fixtures/web-client.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** A browser: notes how it was called and what the file said that it was given, and asks for it. */
const browser = `#!/bin/sh
for word; do echo "$word" >> "$HOME/argv"; done
file=$(sed -n 's|^--app=file://||p' "$HOME/argv")
stat -c '%a %u' "$file" "$(dirname "$file")" > "$HOME/modes"
cat "$file" > "$HOME/page"
`;

/** As root no browser is opened: then as somebody else. */
const user = process.getuid?.() === 0 ? 65_534 : undefined;
const reads = `require('fs').readFileSync(${JSON.stringify(main)})`;
const canAct = user === undefined || spawnSync(process.execPath, ['-e', reads], { uid: user, gid: user }).status === 0;

/** The browser shell as a process, with a home and a window of its own. */
async function home() {
  const dir = temporaryFolder('web');
  await writeFile(path.join(dir, 'index.html'), '<title>the window</title>');
  const env = {
    PATH: process.env.PATH,
    HOME: dir,
    XDG_DATA_HOME: dir,
    XDG_STATE_HOME: dir,
    OVERLAY_LAB_RENDERER: dir,
  };
  return { dir, env, start: (...words: string[]) => start(env, ['--no-open', ...words]) };
}

function start(env: NodeJS.ProcessEnv, words: string[], uid?: number) {
  const as = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(process.execPath, [main, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'], ...as });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    errors += part;
  });
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const found = /http:\/\/\S+/.exec(text)?.[0];
      if (found) resolve(found);
    });
    child.on('exit', () => reject(new Error(errors)));
  });
  address.catch(() => undefined);
  return { child, address, errors: () => errors, printed: () => text, ended: end(child) };
}

const end = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('exit', resolve));

describe('the browser shell as a process', { timeout: 60_000 }, () => {
  test('prints an address that opens the window once, and ends on Ctrl-C', async () => {
    const { start } = await home();
    const app = start();
    const { client, cookie, socket } = await openWeb(await app.address);
    expect(await client.app.info()).toMatchObject({ shell: 'browser', version: expect.stringMatching(/^\d/) });
    const { origin } = new URL(await app.address);
    const page = await fetch(`${origin}/`, { headers: { cookie } });
    expect(await page.text()).toContain('the window');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'");
    expect(policy).toContain("frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    app.child.kill('SIGINT');
    expect(await app.ended).toBe(0);
    await closed;
  });

  test.runIf(canAct)('a browser is given a file of ours, not a token, and the file goes when it was used', async () => {
    const { dir, env } = await home();
    await writeFile(path.join(dir, 'chromium'), browser, { mode: 0o755 });
    if (user !== undefined) await chown(dir, user, user);
    const withScreen = { ...env, DISPLAY: ':0', PATH: `${dir}:${process.env.PATH}` };
    const read = (name: string) => readFile(path.join(dir, name), 'utf8').catch(() => '');
    const opened: string[] = [];
    for (const which of ['the first start', 'a second start']) {
      const app = start(withScreen, [], user);
      app.address.catch(() => undefined);
      await expect.poll(() => read('page'), { timeout: 20_000 }).toMatch(/url=http:\S+">\n$/);
      const address = /url=(http:[^"]+)"/.exec(await read('page'))?.[1] ?? '';
      expect([which, await read('argv')]).toEqual([which, expect.not.stringContaining(new URL(address).search)]);
      expect(await read('argv')).not.toContain('token');
      const [, modes = '', owner = ''] = /^(\d+) (\d+)\n/.exec(await read('modes')) ?? [];
      expect([modes, owner]).toEqual(['600', String(user ?? process.getuid?.())]);
      expect(await read('modes')).toContain('\n700 ');
      const { client, socket } = await openWeb(address);
      expect(await client.app.info()).toMatchObject({ shell: 'browser' });
      opened.push(address);
      await expect.poll(() => readdir(path.join(dir, 'overlay-lab', 'first-page'))).toEqual([]);
      expect(app.printed()).toBe('');
      if (which === 'a second start') expect(await app.ended).toBe(0);
      else await Promise.all(['argv', 'page', 'modes'].map((name) => writeFile(path.join(dir, name), '')));
      socket.close();
    }
    expect(new Set(opened).size).toBe(2);
  });

  test('a second start gives an address of the first, and ends; one of another person is another one', async () => {
    const { start } = await home();
    const first = start();
    await first.address;
    const second = start();
    const address = await second.address;
    expect(await second.ended).toBe(0);
    expect(new URL(address).origin).toBe(new URL(await first.address).origin);
    expect(address).not.toBe(await first.address);
    const { client, socket } = await openWeb(address);
    await client.labs.list();
    socket.close();
    const other = (await home()).start();
    expect(new URL(await other.address).origin).not.toBe(new URL(await first.address).origin);
  });

  test('of two starts at one time one is the app, and both open its windows', async () => {
    const { start } = await home();
    const both = [start(), start()];
    const addresses = await Promise.all(both.map(({ address }) => address));
    expect(new Set(addresses.map((address) => new URL(address).origin)).size).toBe(1);
    expect(await Promise.race(both.map(({ ended }) => ended))).toBe(0);
    for (const address of addresses) {
      const { client, socket } = await openWeb(address);
      expect(await client.app.info()).toMatchObject({ shell: 'browser' });
      socket.close();
    }
  });

  test('a port that is taken is told, in one line, without a stack', async () => {
    const one = await home();
    const first = one.start();
    const { port } = new URL(await first.address);
    const second = (await home()).start('--port', port);
    expect(await second.ended).toBe(1);
    expect(second.errors()).toContain(port);
    expect(second.errors().trim().split('\n')).toHaveLength(1);
  });

  test('a wrong option is a usage error', async () => {
    const app = (await home()).start('--port', 'x');
    expect(await app.ended).toBe(2);
    expect(app.errors()).toContain('--port');
  });

  test('garbage from a window ends its socket and nothing else', async () => {
    const { start } = await home();
    const app = start();
    const { client, socket, terminal } = await openWeb(await app.address);
    for (const garbage of ['no json', '[]', '{"i":1}', Buffer.from([0, 1, 2]), '{"i":"x","p":{"u":"/__proto__"}}'])
      socket.send(garbage);
    const lost = terminal('00000000-0000-0000-0000-000000000000');
    expect(await new Promise((resolve) => lost.once('close', resolve))).toBe(4404);
    expect(await client.app.info()).toMatchObject({ shell: 'browser' });
    app.child.kill('SIGTERM');
    expect(await app.ended).toBe(0);
  });
});
