import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { localNode } from '../ledger/fixtures/local-node.ts';
import { fileWrite, readFile, removeFile, sha256, writeFile } from './file.ts';

const folder = temporaryFolder('file', afterAll);
const { node } = localNode(temporaryFolder('state', afterAll));
const at = (name: string) => path.join(folder, name);
const modeOf = (name: string) => (statSync(at(name)).mode & 0o777).toString(8);

describe('readFile', () => {
  it('gives bytes and mode, of a link those of what it points to', async () => {
    const bytes = Buffer.from([0, 255, 10, 13, 39, 36]);
    writeFileSync(at('bytes'), bytes);
    chmodSync(at('bytes'), 0o640);
    symlinkSync(at('bytes'), at('link'));
    for (const name of ['bytes', 'link'])
      expect(await readFile(node, at(name))).toEqual({ mode: '640', base64: bytes.toString('base64') });
  });

  it('gives an empty file as one, and nothing where there is none', async () => {
    writeFileSync(at('empty'), '');
    expect(await readFile(node, at('empty'))).toMatchObject({ base64: '' });
    expect(await readFile(node, at('none'))).toBeUndefined();
  });
});

describe('writeFile', () => {
  it.each([0, 4, 8])('leaves a file as it was where only %i letters of the new one came', (letters) => {
    writeFileSync(at('whole'), 'as it was');
    const program = fileWrite.program({ path: at('whole'), text: 'the new content', mode: '600' });
    if (!('script' in program)) throw new Error('no script');
    const { script, words = [], stdin = '' } = program;
    const input = String(stdin).slice(0, letters);
    expect(spawnSync('/bin/sh', ['-c', script, 'sh', ...words], { input }).status).not.toBe(0);
    expect(readFileSync(at('whole'), 'utf8')).toBe('as it was');
    expect(existsSync(at('whole.overlay-lab'))).toBe(false);
  });

  it.each(["plain 'name' $(x) ünï", '-n', 'a\nb'])('writes any bytes under any name: %j', async (name) => {
    const bytes = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256));
    await writeFile(node, path.join(folder, 'deep', name), bytes, '600');
    expect(readFileSync(path.join(folder, 'deep', name))).toEqual(bytes);
    expect(modeOf(path.join('deep', name))).toBe('600');
  });

  it('makes the folders that are missing, and leaves nothing else behind', async () => {
    await writeFile(node, at('new/folder/file'), 'text', '644');
    expect(readdirSync(at('new/folder'))).toEqual(['file']);
  });

  it('writes where a link points, and the link stays one', async () => {
    writeFileSync(at('target'), 'old');
    symlinkSync(at('target'), at('to-target'));
    await writeFile(node, at('to-target'), 'new', '644');
    expect(lstatSync(at('to-target')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('target'), 'utf8')).toBe('new');
  });

  it('reads back as it was written', async () => {
    await writeFile(node, at('round'), '{"a": 1}\n', '640');
    expect(await readFile(node, at('round'))).toEqual({
      mode: '640',
      base64: Buffer.from('{"a": 1}\n').toString('base64'),
    });
  });
});

describe('removeFile', () => {
  it('removes a file, and does no harm the second time', async () => {
    writeFileSync(at('gone'), '');
    await removeFile(node, at('gone'));
    await removeFile(node, at('gone'));
    expect(existsSync(at('gone'))).toBe(false);
  });

  it('takes the folder of a drop-in along where that is empty, and only then', async () => {
    for (const name of ['a.service.d', 'b.service.d', 'c']) {
      mkdirSync(at(name));
      writeFileSync(at(`${name}/zz.conf`), '');
    }
    writeFileSync(at('b.service.d/theirs.conf'), '');
    for (const name of ['a.service.d', 'b.service.d', 'c']) await removeFile(node, at(`${name}/zz.conf`));
    expect(['a.service.d', 'b.service.d', 'c'].map((name) => existsSync(at(name)))).toEqual([false, true, true]);
  });
});

it('sha256 is that of the bytes', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256(Buffer.from('ä'))).toBe(sha256('ä'));
});
