import path from 'node:path';
import { app, type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { readJson, writePrivate } from '../core/gates/private-file.ts';

const size = z.int().min(200).max(20_000);
const stateSchema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: size,
  height: size,
  maximized: z.boolean(),
});
type WindowState = z.infer<typeof stateSchema>;

const first: WindowState = { width: 1280, height: 800, maximized: false };
const file = () => path.join(app.getPath('userData'), 'window.json');

/** Where the window was when it was closed; in the middle again where that screen is gone. */
export async function lastState(): Promise<WindowState> {
  const state = await readJson(file(), stateSchema).catch(() => undefined);
  if (!state) return first;
  const { x, y, width, height, maximized } = state;
  if (x === undefined || y === undefined || !isSeen({ x, y, width, height })) return { width, height, maximized };
  return state;
}

/** Enough of the title bar to drag it is on some screen. */
function isSeen({ x, y, width }: Rectangle): boolean {
  return screen
    .getAllDisplays()
    .some(
      ({ workArea }) =>
        x + width > workArea.x + 100 &&
        x < workArea.x + workArea.width - 100 &&
        y >= workArea.y - 10 &&
        y < workArea.y + workArea.height - 50,
    );
}

export function keepState(window: BrowserWindow): void {
  window.on('close', () => {
    const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    void writePrivate(file(), JSON.stringify(state)).catch(() => undefined);
  });
}
