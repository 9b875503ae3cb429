import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startBrowserShell } from '../test/support/window/browser-shell.ts';
import { goTo, openPart } from '../test/support/window/lesson.ts';
import { inElectron } from '../test/support/window/shell.ts';
import { openTerminals, shows, terminals } from '../test/support/window/terminal.ts';
import { expect, test } from '../test/support/window/test.ts';

/** What the app keeps of terminals: once a tab has two panes, all that this spec did is in it. */
function keptIn(place: string): string {
  const file = path.join(place, 'share', 'overlay-lab', 'terminals.json');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.includes('},{"node"') ? text : '';
}

test.skip(inElectron, 'there the window ends with the app');

test('a window whose app is gone says so, and the lesson can still be read', async ({ browser, home, lab }) => {
  // Another app than the one of the other specs: practice labs are the machine's, so it knows the lab too.
  const shell = await startBrowserShell(path.join(home, 'another'));
  const page = await browser.newPage();
  await shell.show(page);
  await openPart(page, lab, 'etcd');
  await expect(page.getByRole('img', { name: /members agree/ })).toBeVisible();
  await shell.stop();
  const gone = page.getByText('The app cannot be reached');
  await expect(gone).toBeVisible();
  await openPart(page, lab, 'vxlan');
  await expect(page.getByRole('img', { name: /One packet on the wire/ })).toBeVisible();
  // A screen that was never opened cannot come now; that is told, and the rest stays.
  await goTo(page, 'settings');
  await expect(page.getByText('This screen could not be loaded')).toBeVisible();
  await expect(gone).toBeInViewport();
  await page.close();
});

test('terminals keep their places over a restart of the app, and their shells are opened when one wants them', async ({
  browser,
  home,
  lab,
}) => {
  const place = path.join(home, 'restarted');
  const start = async () => {
    const shell = await startBrowserShell(place);
    const context = await browser.newContext();
    const page = await shell.show(await context.newPage());
    await openTerminals(page, lab);
    return { page, close: () => context.close().then(() => shell.stop()) };
  };
  const before = await start();
  for (const node of ['node2', 'node1']) {
    await before.page.getByRole('button', { name: 'New terminal' }).click();
    await before.page.getByRole('menuitem', { name: node, exact: true }).click();
    await shows(terminals(before.page).first(), node);
  }
  await before.page.getByRole('button', { name: 'Split node1 right' }).click();
  await expect(terminals(before.page)).toHaveCount(2);
  // Told to core some moments after the last change.
  await expect.poll(() => keptIn(place)).toContain('node1');
  await before.close();
  const { page, close } = await start();
  await expect(page.getByRole('tab')).toHaveText(['node2', 'node1 | node1']);
  await expect(page.getByText('The app was started again since.')).toHaveCount(2);
  await page.getByRole('button', { name: 'Open again' }).first().click();
  await shows(terminals(page).first(), /root@node1:.*#/);
  await close();
});
