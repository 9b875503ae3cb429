import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { TerminalTabs } from '../../shared/wire/terminal-tabs.ts';
import { KeptTerminals } from './kept-terminals.ts';

let file: string;
beforeEach(async () => {
  file = path.join(await mkdtemp(path.join(os.tmpdir(), 'kept-terminals-')), 'terminals.json');
});
const tabs = (lab: string, ...nodes: string[]): TerminalTabs => ({
  lab,
  tabs: nodes.map((node) => ({ direction: 'horizontal', panes: [{ node }] })),
});

test('the next start is given what stood there, this one is not', async () => {
  const kept = new KeptTerminals(file);
  await kept.keep(tabs('a', 'node1', 'node2'));
  expect(await kept.left()).toEqual([]);
  expect(await new KeptTerminals(file).left()).toEqual([tabs('a', 'node1', 'node2')]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('what a window of this start replaced is not given any more; other labs stay', async () => {
  const before = new KeptTerminals(file);
  await Promise.all([before.keep(tabs('a', 'node1')), before.keep(tabs('b', 'node2'))]);
  const now = new KeptTerminals(file);
  await now.keep(tabs('a', 'node3'));
  expect(await now.left()).toEqual([tabs('b', 'node2')]);
  const later = await new KeptTerminals(file).left();
  expect(later).toEqual([tabs('a', 'node3'), tabs('b', 'node2')]);
});

test('a lab whose terminals were all closed has none later', async () => {
  await new KeptTerminals(file).keep(tabs('a', 'node1'));
  await new KeptTerminals(file).keep(tabs('a'));
  expect(await new KeptTerminals(file).left()).toEqual([]);
});

test('of several changes at the same time the last one stays', async () => {
  const kept = new KeptTerminals(file);
  await Promise.all(['node1', 'node2', 'node3'].map((node) => kept.keep(tabs('a', node))));
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([tabs('a', 'node3')]);
});

test('a broken file counts as none, and is written again', async () => {
  await writeFile(file, '[{"lab": 7');
  const kept = new KeptTerminals(file);
  expect(await kept.left()).toEqual([]);
  await kept.keep(tabs('a', 'node1'));
  expect(await new KeptTerminals(file).left()).toHaveLength(1);
});
