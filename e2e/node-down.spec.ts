import { inNode } from '../test/support/nodes/practice.ts';
import { goTo, openPart, partState, resetLab, runMs } from '../test/support/window/lesson.ts';
import { openTerminals, shows, terminals, typeLine } from '../test/support/window/terminal.ts';
import { expect, test } from '../test/support/window/test.ts';

test('a node goes down in mid-step and comes back: it is named, and the part is done after all', async ({
  page,
  lab,
}) => {
  test.setTimeout(300_000);
  await openTerminals(page, lab);
  await page.getByRole('button', { name: 'Terminal on node2' }).click();
  await shows(terminals(page).first(), 'node2');
  await typeLine(page, 'echo before-$((1+1))', 'before-2');

  await openPart(page, lab, 'ping');
  await page.getByRole('button', { name: 'Run it for me' }).click();
  await expect.poll(() => inNode(lab.name, 'node1', 'pgrep -x ping || true'), { timeout: runMs }).not.toBe('');
  // As when its plug is pulled; the way in ends with it.
  await inNode(lab.name, 'node2', 'systemctl poweroff --force --force').catch(() => undefined);
  await expect(partState(page)).toHaveText('failed', { timeout: runMs });
  const error = page.getByRole('article').getByRole('alert').filter({ hasText: 'On node2' }).first();
  await expect(error).toContainText('What to do:');
  await openTerminals(page, lab);
  const lost = page.getByText('Connection lost; trying again.');
  await expect(lost).toBeVisible({ timeout: runMs });

  await goTo(page, 'labs');
  const card = page.getByRole('region', { name: `Lab ${lab.name}` });
  await card.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(card.getByText('running', { exact: true })).toBeVisible({ timeout: runMs });
  await openPart(page, lab, 'ping');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(partState(page)).toHaveText('done', { timeout: runMs });

  await openTerminals(page, lab);
  await expect(lost).toHaveCount(0, { timeout: runMs });
  await typeLine(page, 'echo after-$((2+2))', 'after-4');
  await shows(terminals(page).first(), 'before-2');
  await resetLab(page, lab);
});
