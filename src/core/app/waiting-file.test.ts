import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { WaitingFile } from './waiting-file.ts';

test('what waits is there after a restart, for its owner alone; a broken file is none', async () => {
  const file = path.join(temporaryFolder('waiting'), 'waiting-resets.json');
  expect(await new WaitingFile(file).read()).toEqual({});
  const waiting = new WaitingFile(file);
  void waiting.save({ a: { nodes: ['node1'] } });
  await waiting.save({ a: { nodes: ['node2'], depth: 'typed' } });
  expect(await new WaitingFile(file).read()).toEqual({ a: { nodes: ['node2'], depth: 'typed' } });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  for (const broken of ['{', '{"a":{"nodes":"x"}}', '[]']) {
    writeFileSync(file, broken);
    expect(await new WaitingFile(file).read()).toEqual({});
  }
});
