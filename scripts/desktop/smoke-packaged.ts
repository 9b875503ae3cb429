/**
 * Starts a packaged app as its person does and looks in: `node scripts/desktop/smoke-packaged.ts PROGRAM`. The window is up,
 * reached core, knows nothing of Node, and its process is in Chromium's sandbox. Needs a display.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inspectWindow } from './inspect-window.ts';
import { launch } from './packed/launch.ts';
import { renderersOf } from './packed/renderers.ts';

const [program = ''] = process.argv.slice(2);
const home = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-smoke-'));
const env = { ...process.env, XDG_DATA_HOME: home, XDG_STATE_HOME: home };
const { page, pid, close } = await launch(
  path.resolve(program),
  [`--user-data-dir=${path.join(home, 'electron')}`],
  env,
);
try {
  await inspectWindow(page);
  if (process.platform === 'linux') {
    const renderers = renderersOf(pid);
    assert.ok(renderers.length > 0, 'no renderer found');
    for (const { filtered, words } of renderers)
      assert.ok(filtered && !words.includes('--no-sandbox'), words.join(' '));
  }
  console.log(`${program}: window open, core reachable, sandboxed.`);
} finally {
  await close();
  await rm(home, { recursive: true, force: true });
}
