import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
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

test('the package names the program that the build writes', () => {
  const { main } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { main?: string };
  expect(main).toBe('out/main/index.js');
});
