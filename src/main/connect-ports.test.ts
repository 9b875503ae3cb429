import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { type Client, createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { os } from '@orpc/server';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ByteChannel, Core } from '../core/app/router/create-core.ts';
import { connectChannel } from '../shared/wire/window-ports.ts';
import { joinPorts } from './connect-ports.ts';
import { BrowserWindow, ipcMain } from './fixtures/stand-in-electron.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));

type TestClient = { app: { info: Client<object, undefined, unknown, Error> } };

const terminal = 'aaaaaaaa-0000-4000-8000-000000000000';

/** A port as the main process has it, over a real one. */
class MainPort extends EventEmitter {
  readonly port: MessagePort;
  closed = false;
  started = false;
  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('message', (data: unknown) => this.emit('message', { data }));
    port.on('close', () => this.emit('close'));
  }
  postMessage = (data: unknown) => this.port.postMessage(data);
  start = () => {
    this.started = true;
    this.port.start();
  };
  close = () => {
    this.closed = true;
    this.port.close();
  };
}

let channels: ByteChannel[];
beforeEach(() => {
  BrowserWindow.all = [];
  ipcMain.removeAllListeners();
  channels = [];
  const core = {
    router: { app: { info: os.handler(() => ({ version: '1' })) } },
    attachTerminal: (id: string, channel: ByteChannel) => id === terminal && channels.push(channel) === 1,
  } as unknown as Core;
  joinPorts(core);
});

function connect(path: unknown, more: object = {}, ports = 1) {
  const window = new BrowserWindow({ webPreferences: {} });
  const channelsMade = Array.from({ length: ports }, () => new MessageChannel());
  const mainPorts = channelsMade.map(({ port2 }) => new MainPort(port2));
  const { webContents: sender } = window;
  ipcMain.emit(connectChannel, { sender, senderFrame: sender.mainFrame, ports: mainPorts, ...more }, path);
  return { window: channelsMade[0]?.port1 as MessagePort, main: mainPorts[0] as MainPort, mainPorts };
}

describe('ports from windows', () => {
  test('/rpc speaks the contract', async () => {
    const { window } = connect('/rpc');
    const client = createORPCClient<TestClient>(new RPCLink({ port: window }));
    window.start();
    expect(await client.app.info()).toEqual({ version: '1' });
    window.close();
  });

  test('/terminal/ID carries its bytes both ways', async () => {
    const { window } = connect(`/terminal/${terminal}`);
    const heard: Uint8Array[] = [];
    channels[0]?.onFrame((frame) => heard.push(frame));
    const ended = new Promise<void>((resolve) => channels[0]?.onClosed(resolve));
    window.start();
    window.postMessage(Uint8Array.of(0, 1, 2));
    await vi.waitFor(() => expect(heard).toEqual([Uint8Array.of(0, 1, 2)]));
    const got = new Promise((resolve) => window.on('message', resolve));
    channels[0]?.send(Uint8Array.of(9));
    expect(await got).toEqual(Uint8Array.of(9));
    window.close();
    await ended;
  });

  test('what is no bytes ends a terminal’s port', async () => {
    const { window, main } = connect(`/terminal/${terminal}`);
    channels[0]?.onFrame(() => {});
    window.start();
    window.postMessage('text');
    await vi.waitFor(() => expect(main.closed).toBe(true));
  });

  test.each([
    ['another path', '/other', {}],
    ['no path', undefined, {}],
    ['an unknown terminal', '/terminal/bbbbbbbb-0000-4000-8000-000000000000', {}],
    ['no terminal', '/terminal/', {}],
    ['a frame in the page', '/rpc', { senderFrame: { url: 'app://overlay-lab/' } }],
    ['a frame that is gone', '/rpc', { senderFrame: null }],
    ['contents of no window', '/rpc', { sender: { mainFrame: 1 }, senderFrame: 1 }],
  ])('%s is refused', (_name, path, more) => {
    const { main } = connect(path, more);
    expect([main.closed, main.started, channels.length]).toEqual([true, false, 0]);
  });

  test('another page in our window is refused', () => {
    const frame = { url: 'https://evil.example/' };
    const { main } = connect('/rpc', { senderFrame: frame, sender: { mainFrame: frame } });
    expect(main.closed).toBe(true);
  });

  test('no port, or two, are refused', () => {
    expect(() => connect('/rpc', {}, 0)).not.toThrow();
    expect(connect('/rpc', {}, 2).mainPorts.map(({ closed }) => closed)).toEqual([true, true]);
  });
});
