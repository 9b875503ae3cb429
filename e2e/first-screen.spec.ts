import { gzipSync } from 'node:zlib';
import { expect, test } from './support/test.ts';

const mostScript = 350 * 1024;

test('the first screen asks for little script: terminals, diagrams and charts come when they are needed', async ({
  browser,
  shell,
}) => {
  const page = await browser.newPage();
  const scripts: { url: string; body: Promise<Buffer> }[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push({ url: response.url(), body: response.body() });
  });
  await page.goto(await shell.address());
  await expect(page.getByRole('button', { name: 'New practice lab' }).first()).toBeEnabled();
  const sizes = await Promise.all(
    scripts.map(async ({ url, body }) => ({ name: url.split('/').at(-1), bytes: gzipSync(await body).length })),
  );
  await page.close();
  expect(sizes.length).toBeGreaterThan(0);
  const sum = sizes.reduce((all, { bytes }) => all + bytes, 0);
  expect(sum, JSON.stringify(sizes, undefined, 1)).toBeLessThanOrEqual(mostScript);
});
