import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { runDesktop } from './run-electron.ts';

/** A program that stands in for Electron's. */
function program(script: string, mode = 0o755): string {
  const file = path.join(temporaryFolder('electron'), 'electron');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, mode);
  return file;
}

test.each([
  ['ends itself for want of a sandbox', 'kill -TRAP $$', 0o755, 'SIGTRAP'],
  ['crashes at once', 'kill -SEGV $$', 0o755, 'SIGSEGV'],
  ['lacks a library', 'echo "error while loading shared libraries: libnss3.so" >&2; exit 127', 0o755, 'status 127'],
  ['cannot be run', '', 0o644, 'EACCES'],
])(
  'an Electron that %s is told in one line, and the app starts in its browser shell',
  async (_name, script, mode, why) => {
    const ran = await runDesktop(program(script, mode), []);
    expect(ran.why).toContain(why);
    expect(ran.why).toContain('the same app starts in a browser window');
    expect(ran.why).not.toContain('\n');
  },
);

test('an Electron that ends by itself, or is ended by a person, is the end', async () => {
  expect(await runDesktop(program('exit 0'), [])).toEqual({ status: 0 });
  expect(await runDesktop(program('exit 3'), [])).toEqual({ status: 3 });
  expect(await runDesktop(program('kill -TERM $$'), [])).toEqual({ status: 1 });
  expect(await runDesktop(program('kill -KILL $$'), [])).toEqual({ status: 1 });
});
