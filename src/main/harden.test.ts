import { beforeEach, describe, expect, test, vi } from 'vitest';
import { dialog, StandInContents, shell } from './fixtures/stand-in-electron.ts';
import { harden, isOurs } from './harden.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));

beforeEach(() => {
  vi.clearAllMocks();
  dialog.press = 0;
});

function hardened() {
  const contents = new StandInContents();
  harden(contents as never);
  return contents;
}

function navigate(contents: StandInContents, event: string, url: string, isMainFrame = true): boolean {
  let prevented = false;
  const preventDefault = () => {
    prevented = true;
  };
  contents.emit(event, { preventDefault, url, isMainFrame });
  return prevented;
}

describe('every page', () => {
  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    '%s is denied',
    (event) => {
      for (const url of ['https://evil.example/', 'file:///etc/passwd', 'app://other/', 'app://overlay-lab/other'])
        expect(navigate(hardened(), event, url)).toBe(true);
    },
  );

  test('may reload itself, as whoever presses ‘Show again’ asks, but in no frame', () => {
    for (const url of ['app://overlay-lab/', 'app://overlay-lab/#lesson/practice%3Aclass/etcd']) {
      expect(navigate(hardened(), 'will-navigate', url)).toBe(false);
      expect(navigate(hardened(), 'will-frame-navigate', url)).toBe(false);
      expect(navigate(hardened(), 'will-frame-navigate', url, false)).toBe(true);
      expect(navigate(hardened(), 'will-redirect', url)).toBe(true);
    }
    for (const url of ['app://overlay-lab/?x', 'app://overlay-lab', 'app://overlay-lab//', 'app://overlay-lab.evil/'])
      expect([url, navigate(hardened(), 'will-navigate', url)]).toEqual([url, true]);
  });

  test('opens no window; a web page goes to the browser, after a yes', async () => {
    const contents = hardened();
    expect(contents.openHandler({ url: 'https://docs.docker.com/a' })).toEqual({ action: 'deny' });
    await vi.waitFor(() => expect(shell.openExternal).toHaveBeenCalledWith('https://docs.docker.com/a'));
    expect(dialog.showMessageBox).toHaveBeenCalledWith(
      expect.objectContaining({ detail: 'https://docs.docker.com/a', defaultId: 1, cancelId: 1 }),
    );
  });

  test('opens nothing after a no', async () => {
    dialog.press = 1;
    hardened().openHandler({ url: 'https://docs.docker.com/' });
    await vi.waitFor(() => expect(dialog.showMessageBox).toHaveBeenCalled());
    await Promise.resolve();
    expect(shell.openExternal).not.toHaveBeenCalled();
  });

  test.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'smb://evil.example/share',
    'ms-msdt:/id',
    'vscode://x',
    'app://overlay-lab/',
    'https://docs.docker.com@evil.example/',
    'https://user:password@evil.example/',
    'not an address',
    '',
  ])('%s is not even asked about', async (url) => {
    expect(hardened().openHandler({ url })).toEqual({ action: 'deny' });
    await Promise.resolve();
    expect(dialog.showMessageBox).not.toHaveBeenCalled();
    expect(shell.openExternal).not.toHaveBeenCalled();
  });

  test('has no permission but to copy, and that only as our own page', () => {
    const contents = hardened();
    const { session } = contents;
    const asked = (permission: string) => {
      let answer: boolean | undefined;
      session.request?.(contents, permission, (yes) => {
        answer = yes;
      });
      return answer;
    };
    const permissions = ['media', 'geolocation', 'notifications', 'midi', 'pointerLock', 'fullscreen', 'openExternal'];
    permissions.push('clipboard-read', 'display-capture', 'hid', 'serial', 'usb', 'fileSystem', 'unknown');
    for (const permission of permissions) {
      expect([permission, asked(permission)]).toEqual([permission, false]);
      expect(session.check?.(contents, permission, 'app://overlay-lab')).toBe(false);
    }
    expect(asked('clipboard-sanitized-write')).toBe(true);
    expect(session.check?.(contents, 'clipboard-sanitized-write', 'app://overlay-lab')).toBe(true);
    expect(session.check?.(contents, 'clipboard-sanitized-write', 'https://evil.example')).toBe(false);
    contents.url = 'https://evil.example/';
    expect(asked('clipboard-sanitized-write')).toBe(false);
    expect(session.device?.()).toBe(false);
    const streams = vi.fn();
    session.display?.({}, streams);
    expect(streams).toHaveBeenCalledWith({});
  });
});

test('only our own origin is ours', () => {
  expect(isOurs('app://overlay-lab/')).toBe(true);
  for (const other of ['app://overlay-lab.evil/', 'app://evil/', 'https://overlay-lab/', 'file:///', 'about:blank', ''])
    expect([other, isOurs(other)]).toEqual([other, false]);
});
