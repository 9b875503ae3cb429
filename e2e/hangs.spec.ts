import { inNode } from '../test/support/nodes/practice.ts';
import { measure, openPart, partState, resetLab, runMs, runPart } from '../test/support/window/lesson.ts';
import { expect, test } from '../test/support/window/test.ts';

const resume = 'kill -CONT -1; systemctl kill -s CONT --kill-who=main docker';

test.afterEach(({ lab }) => inNode(lab.name, 'node1', resume));

test('Docker hangs on a node: the part says it, with the way out, and once it is resumed a reset proves all equal', async ({
  page,
  lab,
}) => {
  await runPart(page, lab, 'daemons');
  await inNode(lab.name, 'node1', 'systemctl kill -s STOP --kill-who=main docker');
  await openPart(page, lab, 'network');
  await page.getByRole('button', { name: 'Run it for me' }).click();
  const article = page.getByRole('article');
  await expect(article).toContainText(/Docker on node1 has not answered/, { timeout: runMs });
  await expect(article.getByRole('alert').first()).toContainText('CONT', { timeout: runMs });
  await expect(page.getByRole('banner').getByRole('button', { name: 'Cancel' })).toHaveCount(0, { timeout: runMs });
  await inNode(lab.name, 'node1', resume);
  await resetLab(page, lab);
});

test('a node freezes in a measurement: the part says which, Cancel ends it, and once it is back a reset proves all equal', async ({
  page,
  lab,
}) => {
  await runPart(page, lab, 'containers');
  await measure(page, lab, 'Overlay', 100);
  await openPart(page, lab, 'performance');
  await expect(partState(page)).toHaveText('working', { timeout: runMs });
  await expect.poll(() => inNode(lab.name, 'node1', 'pgrep iperf || true'), { timeout: runMs }).not.toBe('');
  // All its programs stand still; its kernel still takes connections.
  await inNode(lab.name, 'node1', 'kill -STOP -1');
  const article = page.getByRole('article');
  await expect(article).toContainText('The connection to node1 is gone: no sign of life', { timeout: runMs });
  const cancel = page.getByRole('banner').getByRole('button', { name: 'Cancel' });
  await cancel.click();
  await expect(cancel).toHaveCount(0, { timeout: runMs });
  await expect(article).toContainText(/Cancelled/);
  await inNode(lab.name, 'node1', resume);
  await resetLab(page, lab);
});
