import { expectAccessible } from '../test/support/window/accessible.ts';
import { labName } from '../test/support/window/lab-names.ts';
import { goTo, partState, resetLab, runMs } from '../test/support/window/lesson.ts';
import { readPracticeLab } from '../test/support/window/practice-lab.ts';
import { expect, test } from '../test/support/window/test.ts';

test.describe.configure({ timeout: 300_000 });
test.use({ fromNothing: true });

/** What the track swarm has in place of the tutorial's parts, and those that it shares with it. */
const parts = ['prerequisites', 'swarm', 'network', 'containers', 'ping', 'vxlan'];

test('today’s Docker: a practice lab of Debian 13, its lesson of the track swarm, and the way back', async ({
  page,
  home,
}, { workerIndex }) => {
  const name = labName(`swarm-${workerIndex}`);
  await page.getByRole('button', { name: 'New practice lab' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New practice lab' });
  await expect(dialog.getByText('This machine has everything that is needed.')).toBeVisible();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByText('Debian 13', { exact: false }).first().click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Create it' }).click();
  const card = page.getByRole('region', { name: `Lab ${name}` });
  await expect(card.getByText('running', { exact: true })).toBeVisible({ timeout: 600_000 });
  const lab = readPracticeLab(home, name);

  for (const part of parts) {
    await goTo(page, `lesson/${encodeURIComponent(lab.id)}/${part}`);
    await page.getByRole('button', { name: 'Run it for me' }).click();
    await expect(partState(page)).toHaveText('done', { timeout: runMs });
    if (part === 'swarm' || part === 'network') await expectAccessible(page);
  }
  await goTo(page, `lesson/${encodeURIComponent(lab.id)}/network`);
  await expect(page.getByRole('region', { name: 'What it printed' })).toContainText('ingress');

  await goTo(page, `reset/${encodeURIComponent(lab.id)}`);
  const plan = page.getByRole('region', { name: 'What will happen' });
  await expect(plan).toContainText('place in the lab’s swarm, as its manager');
  await resetLab(page, lab);
  await expect(page.getByRole('region', { name: 'The proof' }).getByText('equal', { exact: true })).not.toHaveCount(0);

  await goTo(page, 'labs');
  await card.getByRole('button', { name: `More actions for ${lab.name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete the practice lab' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
  await expect(card).toHaveCount(0, { timeout: 60_000 });
});
