import { inNode } from '../test/support/nodes/practice.ts';
import { expectAccessible } from '../test/support/window/accessible.ts';
import { goTo, runMs } from '../test/support/window/lesson.ts';
import { expect, test } from '../test/support/window/test.ts';

test('two tracks are compared by clicks: each is built, measured and reset, and the figures stay', async ({
  page,
  lab,
}) => {
  test.setTimeout(300_000);
  await page.setViewportSize({ width: 1024, height: 700 });
  await goTo(page, `results/${encodeURIComponent(lab.id)}`);
  const panel = page.getByRole('region', { name: 'Compare tracks' });
  await expect(panel.getByRole('checkbox', { name: 'etcd' })).toBeVisible();
  for (const track of await panel.getByRole('checkbox').all()) await track.uncheck();
  await panel.getByRole('checkbox', { name: 'etcd' }).check();
  await expect(panel.getByRole('button', { name: 'Compare' })).toBeDisabled();
  await expect(panel.getByText('Choose two tracks or more.').last()).toBeVisible();
  await panel.getByRole('checkbox', { name: 'swarm' }).check();
  const start = panel.getByRole('button', { name: 'Compare' });
  await start.click();
  await expect(panel.getByText('etcd: measuring')).toBeVisible({ timeout: runMs });
  await panel.getByRole('button', { name: 'Cancel' }).click();
  await expect(panel.getByText(/^Cancelled while etcd was compared. The lab was reset/)).toBeVisible({
    timeout: runMs,
  });

  await page.reload();
  for (const track of ['vxlan', 'routed']) await panel.getByRole('checkbox', { name: track }).uncheck();
  await panel.getByRole('textbox', { name: 'Repeats' }).fill('2');
  await panel.getByRole('textbox', { name: 'Seconds each' }).fill('1');
  await start.click();
  await expect(panel.getByRole('progressbar')).toBeVisible({ timeout: runMs });
  const figures = panel.getByRole('table', { name: /^Bandwidth: mean of 2 × 1 s/ });
  await expect(figures).toBeVisible({ timeout: 2 * runMs });
  await expect(panel.getByRole('img', { name: /^Share of the native bandwidth: etcd \d.*, swarm \d/ })).toBeVisible();
  await expect(figures.getByRole('row', { name: /^etcd \d+ ± \d+/ })).toBeVisible();
  await expect(figures.getByRole('row', { name: /^swarm \d+ ± \d+/ })).toBeVisible();
  await expect(panel.getByText(/^(The intervals overlap|\w+ carries more)/).first()).toBeVisible();
  await expectAccessible(page);
  // Nothing of either is left.
  expect(
    await inNode(lab.name, 'node1', 'ls /var/lib/overlay-lab 2>/dev/null; docker ps -aq --filter name=worker; :'),
  ).toBe('');
  await page.reload();
  await expect(figures).toBeVisible({ timeout: runMs });
});
