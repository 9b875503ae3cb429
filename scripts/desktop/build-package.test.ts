import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { buildPackage } from './build-package.ts';

test('two builds do not meet: the second waits, and says so', async () => {
  const place = temporaryFolder('package');
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => said.mockRestore());
  let going = 0;
  const most: number[] = [];
  const build = async () => {
    going += 1;
    most.push(going);
    await wait(50);
    going -= 1;
    return 0;
  };
  const both = [1, 2].map(() => buildPackage([], { show: false, place, build }));
  expect(await Promise.all(both)).toEqual([0, 0]);
  expect(most).toEqual([1, 1]);
  expect(said).toHaveBeenCalledTimes(1);
});
