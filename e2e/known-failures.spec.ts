import { expectAccessible } from '../test/support/window/accessible.ts';
import { goTo } from '../test/support/window/lesson.ts';
import { expect, test } from '../test/support/window/test.ts';

test('known failures are found by words, and told in full', async ({ page }) => {
  await page.keyboard.press('Control+Alt+0');
  await expect(page.getByRole('heading', { level: 1, name: 'Known failures' })).toBeVisible();
  const list = page.getByRole('navigation', { name: 'Known failures' });
  await expect(list.getByRole('link')).not.toHaveCount(0);
  await list.getByRole('textbox').fill('4789 tcpdump');
  await list.getByRole('link', { name: /VXLAN on port 4789\/udp is dropped/ }).click();
  const row = page.getByRole('article');
  for (const part of ['What you see', 'Why', 'How to check, as root on the node', 'What to do', 'Reported in'])
    await expect(row.getByRole('heading', { name: part })).toBeVisible();
  await expect(row).toContainText('timeout 20 tcpdump');
  await expectAccessible(page);

  await row.getByRole('button', { name: 'moby#33416' }).click();
  await expect(page.getByRole('dialog')).toContainText('github.com');
  await page.keyboard.press('Escape');
  await list.getByRole('textbox').fill('no such words at all');
  await expect(list.getByRole('status')).toHaveText('0 failures');
});

test('a number in the address leads to its row, one that there is not to the list', async ({ page }) => {
  await goTo(page, 'catalogue/16');
  await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toContainText(
    'Destination Host Unreachable',
  );
  await goTo(page, 'catalogue/9999');
  await expect(page.getByText('Choose one from the list')).toBeVisible();
});
