import type { Locator, Page } from '@playwright/test';
import { allEqual, partState, parts, runMs, shortMeasurements } from '../test/support/window/lesson.ts';
import { expect, test } from '../test/support/window/test.ts';

const mostTabs = 120;
const wholeLessonMs = 480_000;

/** Presses Tab until it has the focus: what cannot be reached so cannot be reached at all. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let count = 0; count < mostTabs; count += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(target)} was not reached with ${mostTabs} tabs`);
}

test('the whole lesson by the keyboard alone', async ({ page, lab }) => {
  test.setTimeout(wholeLessonMs);
  await shortMeasurements(page);
  await page.keyboard.press('Control+Alt+1');
  const card = page.getByRole('region', { name: `Lab ${lab.name}` });
  await tabTo(page, card.getByRole('button', { name: 'Open lesson' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: parts[0][1] })).toBeVisible();
  for (const [index, [, title]] of parts.entries()) {
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await tabTo(page, page.getByRole('button', { name: 'Run it for me' }));
    await page.keyboard.press('Enter');
    await expect(partState(page)).toHaveText('done', { timeout: runMs });
    const answer = page.getByRole('button', { name: /the answer$/ });
    await tabTo(page, answer);
    await page.keyboard.press('Space');
    await expect(answer).toHaveAttribute('aria-expanded', 'true');
    if (index === parts.length - 1) break;
    const next = page.getByRole('button', { name: /^Next: / }).last();
    await tabTo(page, next);
    await page.keyboard.press('Enter');
  }
  await tabTo(page, page.getByRole('button', { name: 'Go to the results' }).last());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Results' })).toBeVisible();

  await page.keyboard.press('Control+Alt+5');
  await tabTo(page, page.getByRole('button', { name: 'Reset the lab' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Reset', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByText(allEqual)).toBeVisible({ timeout: runMs });
});
