import { openPart, partState, resetLab, runMs, runPart } from './support/lesson.ts';
import { expect, test } from './support/test.ts';

test('a cancelled run ends on the nodes too, and can be taken up again', async ({ page, lab }) => {
  await openPart(page, lab, 'daemons');
  await page.getByRole('button', { name: 'Run it for me' }).click();
  const article = page.getByRole('article');
  await expect(article.getByRole('progressbar')).toBeVisible();
  await expect(page.getByRole('log')).toContainText('applying');
  await article.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Run: cancelled')).toBeVisible({ timeout: runMs });
  await expect(partState(page)).not.toHaveText('working');
  await runPart(page, lab, 'daemons');
  await resetLab(page, lab);
});
