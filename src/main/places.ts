import path from 'node:path';
import { app } from 'electron';

/** Scheme and host of the window's files: an origin of its own, unlike file:. */
export const scheme = 'app';
export const origin = `${scheme}://overlay-lab`;

export const preloadFile = (): string => path.join(app.getAppPath(), 'out', 'preload', 'index.cjs');
export const rendererDir = (): string => path.join(app.getAppPath(), 'out', 'renderer');
export const iconFile = (): string => path.join(app.getAppPath(), 'resources', 'icons', 'overlay-lab.png');

/** bash cannot read inside of app.asar, so this part lies unpacked beside it. */
export const practiceFolder = (): string =>
  path.join(app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked'), 'resources', 'practice-lab');
