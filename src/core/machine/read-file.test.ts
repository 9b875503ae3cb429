import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { localNode } from '../ledger/fixtures/local-node.ts';
import { readFile } from './file.ts';

it.each([
  ['a pipe that nobody writes', 'refused', (file: string) => execFileSync('mkfifo', [file])],
  ['a folder', 'refused', (file: string) => mkdirSync(file)],
  ['larger than any configuration', 'too-large', (file: string) => writeFileSync(file, 'x'.repeat(2e6))],
])('a file on a node that is %s is not read, and said', async (_, code, make) => {
  const { node, state } = localNode();
  const file = path.join(state, 'daemon.json');
  make(file);
  await expect(readFile(node, file)).rejects.toMatchObject({
    code,
    details: { node: 'local', remedy: expect.any(String) },
  });
});

it('a small file is read with its mode, and one that is not there is none', async () => {
  const { node, state } = localNode();
  const file = path.join(state, 'daemon.json');
  expect(await readFile(node, file)).toBeUndefined();
  writeFileSync(file, '{}', { mode: 0o640 });
  expect(await readFile(node, file)).toEqual({ mode: '640', base64: 'e30=' });
});
