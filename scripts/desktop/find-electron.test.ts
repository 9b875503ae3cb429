import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { findElectron, runInstaller, type Surroundings } from './find-electron.ts';

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
    install: () => {
      around.tries++;
      return 'Error: getaddrinfo ENOTFOUND';
    },
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
  test('is taken where it is', () => {
    const program = unpack();
    expect(findElectron(around)).toEqual({ program });
    expect(around.tries).toBe(0);
  });

  test('is not there when only its name is', () => {
    writeFileSync(path.join(around.dir, 'path.txt'), 'electron');
    expect(findElectron(around).program).toBeUndefined();
  });

  test('is downloaded on the first start', () => {
    let program = '';
    const install = () => {
      program = unpack();
      return undefined;
    };
    expect(findElectron({ ...around, install })).toEqual({ program });
  });

  test('whose download failed is not asked for again; each start says in one line what happens instead', () => {
    const [first, second] = [findElectron(around), findElectron(around)];
    expect(around.tries).toBe(1);
    expect(first.why).toContain('ENOTFOUND');
    for (const { why } of [first, second]) {
      expect(why).toContain('the same app starts in its browser shell');
      expect(why).not.toContain('\n');
    }
    const program = unpack();
    expect(findElectron(around)).toEqual({ program });
  });

  test.each([
    ['root', { uid: 0 }],
    ['no display', { env: {} }],
  ])('is not even looked for: %s', (_name, more) => {
    unpack();
    const found = findElectron({ ...around, ...more });
    expect(found.why).toContain('the same app starts in its browser shell');
    expect(around.tries).toBe(0);
    expect(existsSync(around.cacheDir)).toBe(false);
  });
});

test('an installer that fails is told by its first line', () => {
  const script = path.join(temporaryFolder('installer'), 'install.js');
  writeFileSync(script, "throw console.error('Error: no network\\n  at place'), process.exit(1)");
  expect(runInstaller(script)).toBe('Error: no network');
  writeFileSync(script, '');
  expect(runInstaller(script)).toBeUndefined();
});
