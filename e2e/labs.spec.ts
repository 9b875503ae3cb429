import { expectAccessible } from './support/accessible.ts';
import { expect, test } from './support/test.ts';

test('from nothing to a running practice lab, and away again, by clicks alone', async ({ page }) => {
  const name = `clicks-${process.pid % 10_000}`;
  await page.getByRole('button', { name: 'New practice lab' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New practice lab' });
  await expect(dialog.getByText('This machine has all that is needed.')).toBeVisible();
  await dialog.getByLabel('Name').fill('Not A Name');
  await expect(dialog.getByText('Lower-case letters')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Make it' })).toBeDisabled();
  await dialog.getByLabel('Name').fill(name);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make it' }).click();

  const card = page.getByRole('region', { name: `Lab ${name}` });
  await expect(card.getByText('running', { exact: true })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole('progressbar', { name: new RegExp(name) })).toHaveCount(0, { timeout: 60_000 });
  for (const node of ['node1', 'node2']) {
    await card.getByRole('button', { name: `Test the connection to ${node}` }).click();
    await expect(card.getByText(/Docker \d+/).nth(node === 'node1' ? 0 : 1)).toBeVisible();
  }
  await expectAccessible(page);

  await card.getByRole('button', { name: `More about ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Shut the nodes down' }).click();
  await expect(card.getByRole('button', { name: 'Start', exact: true })).toBeVisible({ timeout: 60_000 });
  await card.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(card.getByText('running', { exact: true })).toBeVisible({ timeout: 60_000 });
  await card.getByRole('button', { name: `More about ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Delete the practice lab' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
  await expect(card).toHaveCount(0, { timeout: 60_000 });
});

test('a form says what is wrong at each field', async ({ page }) => {
  await page.getByRole('button', { name: 'Add machines' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add machines of your own' });
  await dialog.getByLabel('Name of the lab').fill('Class A');
  await dialog.getByLabel('Address of node 1').fill('127.0.0.1');
  await dialog.getByLabel('SSH host of node 1').fill('-oProxyCommand=touch');
  await dialog.getByLabel('Port of node 1').fill('65536');
  await dialog.getByRole('button', { name: 'Add the lab' }).click();
  await expect(dialog.getByText('an address that other nodes can reach')).toBeVisible();
  for (const field of ['Name of the lab', 'SSH host of node 1', 'Port of node 1', 'Address of node 2'])
    await expect(dialog.getByLabel(field)).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
});

test('a lab file that is not there is an error with its path', async ({ page }) => {
  await page.getByRole('button', { name: 'Add machines' }).first().click();
  await page.getByRole('tab', { name: 'By lab file' }).click();
  await page.getByLabel('Path of the lab file').fill('/nowhere/lab.yaml');
  await page.getByRole('button', { name: 'Add the lab' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('/nowhere/lab.yaml');
});
