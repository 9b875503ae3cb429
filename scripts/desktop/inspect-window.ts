import assert from 'node:assert/strict';
import type { Page } from '@playwright/test';

/** The window is up, reached core, knows nothing of Node, and has one bridge. */
export async function inspectWindow(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Labs', level: 1 }).waitFor();
  assert.equal(page.url().split('#')[0], 'app://overlay-lab/');
  const inside = await page.evaluate(() => {
    const world = globalThis as Record<string, unknown>;
    return {
      node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in world),
      bridge: Object.keys(world.overlayLab as object),
    };
  });
  assert.deepEqual(inside, { node: [], bridge: ['connect'] });
}
