import { RPCHandler } from '@orpc/server/message-port';
import { BrowserWindow, type IpcMainEvent, ipcMain, type MessagePortMain } from 'electron';
import type { ByteChannel, Core } from '../core/app/router/create-core.ts';
import { windowCalls } from '../core/app/router/window-limits.ts';
import { connectChannel, parsePortPath } from '../shared/wire/window-ports.ts';
import { isOurs } from './harden.ts';

/** The one message that windows may send: a port, and what it is for. */
export function joinPorts(core: Core): void {
  const handler = new RPCHandler(core.router);
  ipcMain.on(connectChannel, (event: IpcMainEvent, path: unknown) => {
    const [port] = event.ports;
    const wanted = parsePortPath(path);
    if (!port || event.ports.length !== 1 || !wanted || !isOurWindow(event)) {
      for (const refused of event.ports) refused.close();
      return;
    }
    if (wanted.kind === 'rpc')
      handler.upgrade(port, {
        context: { rights: { who: 'owner' }, calls: windowCalls(() => port.close()), note: core.note },
      });
    else if (!core.attachTerminal(wanted.id, channelOf(port), { who: 'owner' })) {
      port.close();
      return;
    }
    port.start();
  });
}

/** The page itself, of one of our windows, and no frame in it. */
function isOurWindow({ sender, senderFrame }: IpcMainEvent): boolean {
  if (!senderFrame || senderFrame !== sender.mainFrame || !isOurs(senderFrame.url)) return false;
  return BrowserWindow.fromWebContents(sender) !== null;
}

function channelOf(port: MessagePortMain): ByteChannel {
  return {
    send: (frame) => port.postMessage(frame),
    close: () => port.close(),
    onFrame: (listener) =>
      port.on('message', ({ data }: { data: unknown }) => {
        if (data instanceof Uint8Array) listener(data);
        else port.close();
      }),
    onClosed: (listener) => port.on('close', listener),
  };
}
