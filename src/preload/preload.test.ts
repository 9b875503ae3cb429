import type { MessagePort } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { connectChannel, parsePortPath } from '../shared/wire/window-ports.ts';

const exposed = vi.fn();
const posted = vi.fn();
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: exposed },
  ipcRenderer: { postMessage: posted },
}));

test('offers exactly one function, which ties the window to the main process by a channel', async () => {
  const toWindow = vi.fn();
  vi.stubGlobal('window', { location: { origin: 'app://overlay-lab' }, postMessage: toWindow });
  await import('./index.ts');
  expect(exposed).toHaveBeenCalledTimes(1);
  const [name, bridge] = exposed.mock.calls[0] ?? [];
  expect(name).toBe('overlayLab');
  expect(Object.keys(bridge)).toEqual(['connect']);

  bridge.connect('/rpc', 'key');
  const [channel, path, [mainPort]] = posted.mock.calls[0] as [string, string, [MessagePort]];
  expect([channel, path]).toEqual([connectChannel, '/rpc']);
  const [message, target, [windowPort]] = toWindow.mock.calls[0] as [object, string, [MessagePort]];
  expect([message, target]).toEqual([{ overlayLab: 'key' }, 'app://overlay-lab']);
  const heard = new Promise((resolve) => windowPort.on('message', resolve));
  windowPort.start();
  mainPort.postMessage('hello');
  expect(await heard).toBe('hello');
  mainPort.close();
});

test('only two kinds of paths mean anything', () => {
  const id = 'aaaaaaaa-0000-4000-8000-000000000000';
  expect(parsePortPath('/rpc')).toEqual({ kind: 'rpc' });
  expect(parsePortPath(`/terminal/${id}`)).toEqual({ kind: 'terminal', id });
  for (const other of ['/rpc/', 'rpc', '', '/terminal/', `/terminal/${id}/`, `/terminal/${id.toUpperCase()}`, {}, null])
    expect([other, parsePortPath(other)]).toEqual([other, undefined]);
});
