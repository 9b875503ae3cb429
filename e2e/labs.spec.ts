import { expectAccessible } from '../test/support/window/accessible.ts';
import { expect, test } from '../test/support/window/test.ts';

test('a practice lab needs a name that can be one', async ({ page }) => {
  await page.getByRole('button', { name: 'New practice lab' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New practice lab' });
  await expect(dialog.getByText('This machine has everything that is needed.')).toBeVisible();
  await dialog.getByLabel('Name').fill('Not A Name');
  await expect(dialog.getByText('Lower-case letters')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Create it' })).toBeDisabled();
  await expect(dialog.getByRole('button', { name: 'Create it' })).toHaveAccessibleDescription(/^Choose another name/);
  await expectAccessible(page);
  await dialog.getByLabel('Name').fill('a-name');
  await expect(dialog.getByRole('button', { name: 'Create it' })).toBeEnabled();
});

test('a form says what is wrong at each field', async ({ page }) => {
  await page.getByRole('button', { name: 'Add machines' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add your own machines' });
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
  await page.getByRole('tab', { name: 'From a lab file' }).click();
  await page.getByLabel('Path of the lab file').fill('/nowhere/lab.yaml');
  await page.getByRole('button', { name: 'Add the lab' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('/nowhere/lab.yaml');
});
