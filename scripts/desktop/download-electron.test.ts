import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { progressLine, runInstaller } from './download-electron.ts';

async function install(script: string, stallMs = 60_000) {
  const dir = temporaryFolder('installer');
  const file = path.join(dir, 'install.cjs');
  writeFileSync(file, script);
  const told: number[] = [];
  const cache = path.join(dir, 'cache');
  const failure = await runInstaller(file, [], cache, { onBytes: (bytes) => told.push(bytes), everyMs: 20, stallMs });
  return { failure, told, left: readdirSync(cache) };
}

/** Writes a kilobyte at a time into the temporary folder, as often as asked, and then does something else. */
const writing = (times: number, then: string) =>
  `const fs = require('fs'), file = require('path').join(require('os').tmpdir(), 'electron.zip');
   let n = 0; const timer = setInterval(() => { fs.appendFileSync(file, 'x'.repeat(1000)); if (++n >= ${times}) { clearInterval(timer); ${then} } }, 30);`;

describe('the installer of Electron', () => {
  test('that fails is told by its first line', async () => {
    expect((await install("console.error('Error: no network\\n  at place'); process.exit(1)")).failure).toBe(
      'Error: no network',
    );
    expect((await install('process.exit(1)')).failure).toBe('no reason given');
  });

  test('shows what has come, and leaves nothing behind', async () => {
    const { failure, told, left } = await install(writing(20, ''));
    expect(failure).toBeUndefined();
    expect(Math.max(...told)).toBeGreaterThan(1000);
    expect(left).toEqual([]);
  });

  test('may take as long as bytes come, and is ended when none do', async () => {
    const { failure, told, left } = await install(writing(100, 'setInterval(() => {}, 1000)'), 2_000);
    expect(failure).toBe('no data for 2 s');
    expect(Math.max(...told)).toBe(100_000);
    expect(left).toEqual([]);
  });
});

test('progress is one line on a terminal, and a few lines elsewhere', () => {
  const shown = (isTTY: boolean) => {
    let text = '';
    const line = progressLine('Downloading', { isTTY, write: (part) => (text += part) });
    for (const megabytes of [10, 20, 30, 60, 120]) line.onBytes(megabytes * 1e6);
    line.end(true);
    return text.replaceAll(/\d+ s/g, 'N s');
  };
  expect(shown(true).split('\n')).toHaveLength(2);
  expect(shown(true)).toContain('\rDownloading … 60 MB, N s ');
  expect(shown(false).trim().split('\n')).toEqual([
    'Downloading …',
    ...[30, 60, 120].map((megabytes) => `Downloading … ${megabytes} MB, N s`),
    'Downloading … 120 MB, N s: done',
  ]);
});
