import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { expect, test, vi } from 'vitest';
import { contract } from '../../shared/wire/contract.ts';
import { settingsSchema } from '../../shared/wire/settings.ts';

/** A window with Electron's preload, and core at the other end of its ports. */
function stubWindow(): MessagePort[] {
  const page = new EventTarget();
  const others: MessagePort[] = [];
  const os = implement(contract);
  const router = os.router({
    app: { settings: os.app.settings.handler(() => settingsSchema.parse({ theme: 'dark' })) },
  } as never);
  const handler = new RPCHandler(router);
  Object.assign(page, {
    overlayLab: {
      connect(path: string, key: string) {
        const { port1, port2 } = new MessageChannel();
        if (path === '/rpc') handler.upgrade(port2);
        port2.start();
        others.push(port2);
        const event = (name: string) =>
          Object.assign(new Event('message'), { source: page, data: { overlayLab: name }, ports: [port1] });
        page.dispatchEvent(event('a key of someone else'));
        page.dispatchEvent(event(key));
      },
    },
  });
  vi.stubGlobal('window', page);
  return others;
}

test('in Electron: questions over one port, terminals over one each, and an end that is seen', async () => {
  const others = stubWindow();
  const { connect } = await import('./transport.ts');
  const connection = await connect();
  expect(await connection.client.app.settings()).toMatchObject({ theme: 'dark' });

  const channel = connection.openTerminal('aaaaaaaa-0000-4000-8000-000000000000');
  const heard = new Promise((resolve) => {
    channel.onBytes = resolve;
  });
  const ended = new Promise<void>((resolve) => {
    channel.onClose = resolve;
  });
  await vi.waitFor(() => expect(others).toHaveLength(2));
  others[1]?.postMessage(new Uint8Array([0, 65]));
  expect(await heard).toEqual(new Uint8Array([0, 65]));
  others[1]?.close();
  await ended;
  others[0]?.close();
  await connection.closed;
});

test('in a browser: why core cannot be reached', async () => {
  vi.resetModules();
  vi.stubGlobal('window', { location: { protocol: 'http:', host: '127.0.0.1:1' } });
  const { whyLost } = await import('./transport.ts');
  const answers = async (status: number) => ({ status });
  vi.stubGlobal('fetch', () => answers(403));
  expect(await whyLost()).toBe('elsewhere');
  vi.stubGlobal('fetch', () => answers(200));
  expect(await whyLost()).toBe('away');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await whyLost()).toBe('away');
  vi.unstubAllGlobals();
});
