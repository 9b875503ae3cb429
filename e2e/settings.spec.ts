import { gzipSync } from 'node:zlib';
import { expectAccessible } from '../test/support/window/accessible.ts';
import { goTo } from '../test/support/window/lesson.ts';
import { expect, test } from '../test/support/window/test.ts';

test('settings hold after a reload', async ({ page }) => {
  await goTo(page, 'settings');
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByLabel('Font size').fill('18');
  const font = page.locator('input').and(page.getByLabel('Font', { exact: true }));
  await font.fill('x"; } * {');
  await expect(page.getByText('A font name has only letters')).toBeVisible();
  await font.fill('Liberation Mono');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.getByLabel('Font size')).toHaveValue('18');
  await expect(font).toHaveValue('Liberation Mono');
  await expect(page.getByText('root@node1:~# docker network ls')).toHaveCSS('font-family', /^"Liberation Mono", /);
  await expectAccessible(page);
  await page.getByText('Same as the system', { exact: true }).click();
  await page.getByLabel('Font size').fill('14');
  await font.fill('');
});

test('the palette goes everywhere', async ({ page, lab }) => {
  await expect(page.getByRole('region', { name: `Lab ${lab.name}` })).toBeVisible();
  await page.keyboard.press('Control+k');
  const search = page.getByPlaceholder('Search screens, parts, labs and commands');
  await search.fill(lab.name);
  await expectAccessible(page);
  await page.getByRole('button', { name: lab.name, exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Parts of the lesson' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await search.fill('results');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Results' })).toBeVisible();
});

test('the first screen needs at most 350 KB of script', async ({ page }) => {
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.reload();
  await expect(page.getByRole('button', { name: 'New practice lab' })).toBeVisible();
  const sizes = await Promise.all(scripts);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(350 * 1024);
});
