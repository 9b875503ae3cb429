import type { Bench } from './bench.ts';
import { inLab } from './in-lab.ts';
import type { Comparison } from './medians.ts';
import { echo } from './terminal-echo.ts';
import { firstScreen } from './terminal-first-screen.ts';
import { memory } from './terminal-memory.ts';
import { rates } from './terminal-rate.ts';
import { onStage, type Stage } from './terminal-stage.ts';

/** The window of the app, above all its terminals, in Debian's Chromium on a practice lab. */
export const terminal: Bench = {
  name: 'terminal',
  what: "the app's terminals against xterm.js alone, wetty and plain ssh; its first screen; its memory",
  run: ({ times }) => inLab('bench-terminal', 2, (directory) => onStage(directory, (stage) => all(stage, times))),
};

async function all(stage: Stage, times: number): Promise<Comparison[]> {
  return [
    ...(await rates(stage, times)),
    ...(await echo(stage, times)),
    ...(await firstScreen(stage, times)),
    ...(await memory(stage)),
  ];
}
