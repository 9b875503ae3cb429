import path from 'node:path';
import { startBrowserShell } from '../test/support/window/browser-shell.ts';
import { goTo, openPart } from '../test/support/window/lesson.ts';
import { inElectron } from '../test/support/window/shell.ts';
import { expect, test } from '../test/support/window/test.ts';

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
