import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
interface Workflow {
  jobs: { packages: { strategy: { matrix: { os: string[] } }; steps: { if?: string; run?: string }[] } };
}

const config = parse(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'));

test('fuses: the packaged program runs only our archive, as the app, and takes no orders from its surroundings', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
  expect(config.asar).toBe(true);
});

test('every system has its package, and bash finds the practice lab beside the archive', () => {
  expect([config.linux.target, config.mac.target, config.win.target].flat()).toEqual([
    'AppImage',
    'deb',
    'dmg',
    'nsis',
  ]);
  expect(config.asarUnpack).toContain('resources/practice-lab/**');
  for (const icon of [config.linux.icon, config.mac.icon, config.win.icon])
    expect(readFileSync(path.join(root, icon)).subarray(1, 4).toString()).toBe('PNG');
});

test('the package names the program that the build writes, and what a deb asks for also outside of a clone', () => {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest.main).toBe('out/main/index.js');
  // Packages need an address, and there is none yet: one that can never be somebody else's, see docs/adr/0013.
  expect(new URL(String(manifest.homepage)).hostname).toMatch(/\.example$/);
  expect(manifest.author).toBeTruthy();
});

test('macOS: signed again after the fuses, by nobody, so without the runtime that refuses such libraries', () => {
  expect(config.mac).toMatchObject({ identity: '-', hardenedRuntime: false });
});

test('Linux: no starter turns the sandbox off', () => {
  expect(config.linux.executableArgs).toEqual([]);
});

test('electron-builder is locked, with checksums, and without addresses', () => {
  const read = (file: string) => readFileSync(path.join(root, 'packaging', file), 'utf8');
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Record<string, string>> };
  const locked = packages['node_modules/electron-builder'];
  expect(locked).toMatchObject({ version: devDependencies['electron-builder'], integrity: expect.any(String) });
  expect(Object.values(packages).filter(({ resolved }) => resolved)).toEqual([]);
});

test('the hosted workflow starts the packaged app of each system, with its sandbox on', () => {
  const { jobs } = parse(readFileSync(path.join(root, '.github/workflows/desktop.yml'), 'utf8')) as Workflow;
  const { strategy, steps } = jobs.packages;
  expect(strategy.matrix.os.map((name) => name.replace(/-.*/, ''))).toEqual(['ubuntu', 'macos', 'windows']);
  for (const system of ['Linux', 'macOS', 'Windows']) {
    const own = steps.filter((step) => step.if === `runner.os == '${system}'`).map(({ run }) => run);
    expect(own.join('')).toMatch(/inspect-package\.ts [\s\S]*smoke-packaged\.ts ["']/);
  }
  // Nothing of the runner is changed for it, and nothing turns the sandbox off.
  expect(steps.map(({ run = '' }) => run).join('')).not.toMatch(/sysctl|no-sandbox/);
});

test('the hosted workflow runs only actions that are named by their digest', () => {
  const dir = path.join(root, '.github', 'workflows');
  const used = readdirSync(dir).flatMap((file) => [
    ...readFileSync(path.join(dir, file), 'utf8').matchAll(/uses: *(\S+)(.*)/g),
  ]);
  expect(used.length).toBeGreaterThan(0);
  for (const [line, action, version] of used)
    expect([line, /@[0-9a-f]{40}$/.test(String(action)), / # v\d/.test(String(version))]).toEqual([line, true, true]);
});
