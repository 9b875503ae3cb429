import { closeAll, openOne, shows, terminals, typeLine } from '../test/support/window/terminal.ts';
import { expect, test } from '../test/support/window/test.ts';

test.beforeEach(({ page, lab }) => openOne(page, lab));
test.afterEach(({ page, lab }) => closeAll(page, lab));

test('a connection that drops comes back below what was on the screen', async ({ page }) => {
  const terminal = terminals(page).first();
  await typeLine(page, 'echo before-$((1+1))', 'before-2');
  // The shell's parent is the sshd of this connection.
  await typeLine(page, 'kill -9 $PPID', '────────');
  await shows(terminal, 'before-2');
  await shows(terminal, /────(.|\n)*node1/);
  await typeLine(page, 'echo after-$((1+1))', 'after-2');
  await shows(terminal, 'before-2');
  await expect(page.getByText('The shell has ended.')).toHaveCount(0);
});

test('the shell knows the size of its terminal, also after it changed', async ({ page }) => {
  const terminal = terminals(page).first();
  const rows = () => terminal.locator('.xterm-rows > div').count();
  await typeLine(page, `echo "rows $(stty size)"`, `rows ${await rows()} `);
  const before = await rows();
  await page.setViewportSize({ width: 1000, height: 560 });
  await expect.poll(rows).toBeLessThan(before);
  await typeLine(page, `clear; echo "now $(stty size)"`, `now ${await rows()} `);
});

test('10,000 lines can be scrolled to, and what is selected is copied', async ({ page }) => {
  // Playwright's `context` is a browser of its own, which in Electron is not the window's.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const terminal = terminals(page).first();
  await typeLine(page, 'clear; seq -f line-%g 9900; echo counted-$((1+1))', 'counted-2');
  await page.keyboard.press('Control+Shift+F');
  await page.getByPlaceholder('Search, Enter: upwards').fill('line-1234');
  await shows(terminal, 'line-1235');
  await page.keyboard.press('Escape');
  // What was found is selected.
  await page.keyboard.press('Control+Shift+C');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('line-1234');
});

test('tabs: several terminals on a node, by arrow keys; one is closed', async ({ page }) => {
  await typeLine(page, 'echo first-$((1+1))', 'first-2');
  await page.getByRole('button', { name: 'New terminal' }).click();
  await page.getByRole('menuitem', { name: 'node1', exact: true }).click();
  await expect(page.getByRole('tab')).toHaveCount(2);
  await shows(terminals(page).first(), 'node1');
  await page.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('ArrowLeft');
  await shows(terminals(page).first(), 'first-2');
  await page.getByRole('button', { name: 'Close node1' }).click();
  await expect(page.getByRole('tab')).toHaveCount(1);
});

test('a shell in a worker container', async ({ page }) => {
  const image =
    'mkdir -p /tmp/w/bin; cp /bin/busybox /tmp/w/bin; ln -sf busybox /tmp/w/bin/sh; ln -sf busybox /tmp/w/bin/cat';
  await typeLine(page, `${image}; echo filled-$((1+1))`, 'filled-2');
  const start =
    'tar -C /tmp/w -c . | docker import - tiny; docker run -dt --name worker-1 -h in-worker tiny sh -c "cat"';
  await typeLine(page, `${start} && echo runs-$((1+1))`, 'runs-2');
  await page.getByRole('button', { name: 'New terminal' }).click();
  await page.getByRole('menuitem', { name: 'in worker-1' }).first().click();
  await expect(page.getByRole('tab', { selected: true })).toHaveText('worker-1 @ node1');
  await shows(terminals(page).first(), /[#$]/);
  await typeLine(page, 'cat /etc/hostname', 'in-worker');
  await page.getByRole('button', { name: 'Close worker-1 @ node1' }).click();
  await typeLine(page, 'docker rm -f worker-1; docker rmi tiny; rm -r /tmp/w; echo gone-$((1+1))', 'gone-2');
});

test('a number that would hold the window up for hours does not', async ({ page }) => {
  const sent = ['S', 'T', 'L', 'M', 'b'].map((final) => String.raw`\033[2147483647${final}`).join('');
  await typeLine(page, `printf 'x${sent}'; echo usable-$((1+1))`, 'usable-2');
});
