import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { baselineCopy } from '../ledger/baseline-copy.ts';
import { readJson, writePrivate } from './private-file.ts';

/** What may stand in the place of a file of the app's own. */
const odd: [string, string, (file: string) => void][] = [
  ['a pipe that nobody writes', 'bad-input', (file) => execFileSync('mkfifo', [file])],
  ['a folder', 'bad-input', (file) => mkdirSync(file)],
  ['a device', 'bad-input', (file) => symlinkSync('/dev/zero', file)],
  ['a huge file', 'too-large', huge],
  ['one nested without end', 'too-large', (file) => writeFileSync(file, '['.repeat(1_000_000))],
  ['no JSON', 'bad-input', (file) => writeFileSync(file, '{')],
];

function huge(file: string): void {
  writeFileSync(file, '');
  truncateSync(file, 100 * 1024 * 1024);
}

describe('a file of the app’s own', () => {
  const schema = z.object({ a: z.number() });

  it.each(odd)('that is %s is an error at once, with what to do', async (_, code, make) => {
    const file = path.join(temporaryFolder('own'), 'settings.json');
    make(file);
    await expect(readJson(file, schema)).rejects.toMatchObject({
      code,
      details: { file, remedy: 'Fix it, or move it away to start over.' },
    });
  });

  it('is written over a pipe, and read again', async () => {
    const file = path.join(temporaryFolder('own'), 'settings.json');
    execFileSync('mkfifo', [file]);
    await writePrivate(file, '{"a":1}');
    expect(await readJson(file, schema)).toEqual({ a: 1 });
  });
});

it.each(odd.slice(0, 4))(
  'the copy of a baseline that is %s is none, and is written all the same',
  async (what, _, make) => {
    const state = temporaryFolder('own');
    const file = path.join(state, 'overlay-lab', 'lab', 'baselines', 'node1.json');
    mkdirSync(path.dirname(file), { recursive: true });
    for (const one of [file, `${file}.new`]) make(one);
    const copy = baselineCopy('lab', 'node1', { XDG_STATE_HOME: state });
    expect(await copy.keptBaseline()).toBeUndefined();
    if (what === 'a folder') return;
    await copy.keepBaseline('text');
    expect(await copy.keptBaseline()).toBe('text');
  },
);
