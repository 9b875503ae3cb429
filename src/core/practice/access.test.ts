import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { accessRoot, practiceLabFiles } from './access.ts';

const home = temporaryFolder('access', afterAll);

it('is under XDG_DATA_HOME, else under the home', () => {
  expect(accessRoot({ HOME: '/home/ann' })).toBe('/home/ann/.local/share/overlay-lab/practice');
  expect(accessRoot({ HOME: '/home/ann', XDG_DATA_HOME: '/data' })).toBe('/data/overlay-lab/practice');
});

it('finds lab files in order, and none where there is no folder', () => {
  const root = accessRoot({ HOME: home });
  for (const name of ['zoo', 'empty', 'class-a']) mkdirSync(path.join(root, name), { recursive: true });
  for (const name of ['zoo', 'class-a']) writeFileSync(path.join(root, name, 'lab.yaml'), '');
  const found = practiceLabFiles({ HOME: home });
  expect(found.map(({ name }) => name)).toEqual(['class-a', 'zoo']);
  expect(found[0]?.labFile).toBe(path.join(root, 'class-a', 'lab.yaml'));
  expect(practiceLabFiles({ HOME: '/no/such/home' })).toEqual([]);
});
