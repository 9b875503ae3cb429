/** All that a window of the Electron shell gets from its surroundings: see src/shared/wire/window-ports.ts. */
import { contextBridge, ipcRenderer } from 'electron';
import { connectChannel, type PreloadBridge } from '../shared/wire/window-ports.ts';

declare const window: {
  location: { origin: string };
  postMessage(message: unknown, targetOrigin: string, transfer: unknown[]): void;
};

const bridge: PreloadBridge = {
  connect(path, key) {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(connectChannel, String(path), [port2 as never]);
    window.postMessage({ overlayLab: String(key) }, window.location.origin, [port1]);
  },
};

contextBridge.exposeInMainWorld('overlayLab', bridge);
