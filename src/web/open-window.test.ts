import { describe, expect, test } from 'vitest';
import { openWindow, type Surroundings } from './open-window.ts';

const address = 'http://127.0.0.1:1/?token=x';

function around(more: Partial<Surroundings>, programs: string[] = []) {
  const started: string[][] = [];
  const surroundings: Surroundings = {
    env: { PATH: '/usr/bin:relative', DISPLAY: ':0' },
    platform: 'linux',
    uid: 1000,
    isProgram: (file) => programs.includes(file),
    start: async (program, words) => {
      started.push([program, ...words]);
      return true;
    },
    profile: '/home/me/profile',
    ...more,
  };
  return { started, surroundings };
}

describe('opening a window', () => {
  test('takes Chromium without tabs and with a profile of its own, and leaves its sandbox on', async () => {
    const { started, surroundings } = around({}, ['/usr/bin/google-chrome', '/usr/bin/xdg-open', 'relative/chromium']);
    expect(await openWindow(address, surroundings)).toEqual({ how: 'app' });
    expect(started).toHaveLength(1);
    expect(started[0]?.slice(0, 3)).toEqual([
      '/usr/bin/google-chrome',
      `--app=${address}`,
      '--user-data-dir=/home/me/profile',
    ]);
    expect(started[0]).not.toContain('--no-sandbox');
  });

  test('else the default browser', async () => {
    const linux = around({}, ['/usr/bin/xdg-open']);
    expect(await openWindow(address, linux.surroundings)).toEqual({ how: 'browser' });
    expect(linux.started).toEqual([['/usr/bin/xdg-open', address]]);
    const mac = around({ platform: 'darwin', env: {} });
    expect(await openWindow(address, mac.surroundings)).toEqual({ how: 'browser' });
    expect(mac.started).toEqual([['/usr/bin/open', address]]);
  });

  test.each([
    ['root', { uid: 0 }],
    ['no display', { env: { PATH: '/usr/bin' } }],
  ])('opens nothing and says why: %s', async (_name, more) => {
    const { started, surroundings } = around(more, ['/usr/bin/chromium']);
    expect(await openWindow(address, surroundings)).toEqual({ how: 'not', why: expect.stringMatching(/.+\./) });
    expect(started).toEqual([]);
  });

  test('says so where there is no browser, or none that starts', async () => {
    const none = around({}, []);
    expect(await openWindow(address, none.surroundings)).toMatchObject({ how: 'not' });
    const broken = around({ start: async () => false }, ['/usr/bin/chromium', '/usr/bin/xdg-open']);
    expect(await openWindow(address, broken.surroundings)).toMatchObject({ how: 'not' });
  });
});
