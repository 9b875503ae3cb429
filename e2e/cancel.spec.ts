import { inNode } from '../test/support/nodes/practice.ts';
import { measure, openPart, partState, runMs } from '../test/support/window/lesson.ts';
import { expect, test } from '../test/support/window/test.ts';

test('a run is cancelled from any screen, and the lab is free for the next one', async ({ page, lab }) => {
  await measure(page, lab, 'Native', 100);
  await openPart(page, lab, 'performance');
  await expect(page.getByRole('article')).toContainText('Run: Measure the native network');
  await expect(partState(page)).toHaveText('working');
  await page.getByRole('banner').getByRole('button', { name: 'Cancel' }).click();
  // The part itself says it; elsewhere there is a notice.
  await expect(partState(page)).toHaveText('to do', { timeout: runMs });
  await expect(page.getByText('Run: cancelled')).toHaveCount(0);
  for (const { name } of lab.nodes) expect(await inNode(lab.name, name, "pgrep 'iperf' || true")).toBe('');

  await measure(page, lab, 'Native', 1);
  await expect(page.getByRole('img', { name: /native .*bit\/s/ })).toBeVisible({ timeout: runMs });
});
