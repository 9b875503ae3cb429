import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { ownerFinder } from '../../src/web/peer-owner.ts';
import { findElectron, hasBrowserShell, type Surroundings } from './find-electron.ts';

let around: Surroundings & { tries: number };
beforeEach(() => {
  const root = temporaryFolder('electron');
  around = {
    tries: 0,
    dir: path.join(root, 'electron'),
    cacheDir: path.join(root, 'cache'),
    env: { DISPLAY: ':0' },
    platform: 'linux',
    uid: 1000,
    now: Date.now,
    download: async () => {
      around.tries++;
      return 'Error: getaddrinfo ENOTFOUND';
    },
    whyNoSandbox: () => undefined,
  };
  mkdirSync(around.dir);
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

function unpack(): string {
  const program = path.join(around.dir, 'dist', 'electron');
  mkdirSync(path.dirname(program), { recursive: true });
  writeFileSync(program, '');
  writeFileSync(path.join(around.dir, 'path.txt'), 'electron');
  return program;
}

describe("Electron's program", () => {
  test('is taken where it is', async () => {
    const program = unpack();
    expect(await findElectron(around)).toEqual({ program });
    expect(around.tries).toBe(0);
  });

  test('is not there when only its name is', async () => {
    writeFileSync(path.join(around.dir, 'path.txt'), 'electron');
    expect((await findElectron(around)).program).toBeUndefined();
  });

  test('is downloaded on the first start', async () => {
    let program = '';
    const download = async () => {
      program = unpack();
      return undefined;
    };
    expect(await findElectron({ ...around, download })).toEqual({ program });
  });

  test('whose download failed is asked for again an hour later; each start says in one line what happens instead', async () => {
    const [first, second] = [await findElectron(around), await findElectron(around)];
    expect(around.tries).toBe(1);
    expect(first.why).toContain('ENOTFOUND');
    expect(second.why).toContain('The next start after 60 min tries again; to do it now: npx install-electron');
    for (const { why } of [first, second]) {
      expect(why).toContain('the same app starts in a browser window');
      expect(why).not.toContain('\n');
    }
    const later = { ...around, now: () => Date.now() + 3_700_000 };
    await findElectron(later);
    expect(around.tries).toBe(2);
    const program = unpack();
    expect(await findElectron(around)).toEqual({ program });
  });

  test('that cannot be had on Windows is no way into a shell that is not there: what to do is said', async () => {
    const windows = { ...around, platform: 'win32' as const, uid: undefined };
    for (const { why } of [await findElectron(windows), await findElectron(windows)]) {
      expect(why).toContain('npx install-electron');
      expect(why).not.toContain('the same app starts');
    }
    expect(hasBrowserShell('win32')).toBe(false);
    expect(() => ownerFinder('win32')).toThrow();
    for (const system of ['linux', 'darwin'] as const) {
      expect(hasBrowserShell(system)).toBe(true);
      expect(ownerFinder(system)).toBeTypeOf('function');
    }
  });

  test('is asked for within the hour also where the clock was set back by years', async () => {
    await findElectron(around);
    utimesSync(path.join(around.cacheDir, 'electron-download-failed'), 4e9, 4e9);
    expect((await findElectron(around)).why).toContain('The next start after 60 min');
  });

  test('is not started where it would have no sandbox, whether it was there or just came', async () => {
    const restricted = { ...around, whyNoSandbox: (program: string) => `no sandbox for ${program}` };
    const program = unpack();
    expect(await findElectron(restricted)).toEqual({ why: `no sandbox for ${program}` });
    expect(await findElectron({ ...restricted, platform: 'darwin' })).toEqual({ program });
  });

  test.each([
    ['root', { uid: 0 }],
    ['no display', { env: {} }],
  ])('is not even looked for: %s', async (_name, more) => {
    unpack();
    const found = await findElectron({ ...around, ...more });
    expect(found.why).toContain('the same app starts in a browser window');
    expect(around.tries).toBe(0);
    expect(existsSync(around.cacheDir)).toBe(false);
  });
});
