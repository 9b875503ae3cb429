import { _electron } from '@playwright/test';
import { expect, test, vi } from 'vitest';
import { launchBuilt } from './launch-built.ts';

vi.mock('@playwright/test', () => ({ _electron: { launch: vi.fn() } }));

test('Electron is tested as people have it: with its sandbox on', async () => {
  await launchBuilt('/home', { env: {}, locale: 'en-GB' });
  expect(_electron.launch).toHaveBeenCalledWith(
    expect.objectContaining({ chromiumSandbox: true, args: ['.', '--user-data-dir=/home/electron'], locale: 'en-GB' }),
  );
});
