import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../test/support/window/accessible.ts';
import type { PracticeLab } from '../test/support/window/practice-lab.ts';
import { expect, test } from '../test/support/window/test.ts';

/** The practice lab's nodes once more, as machines of one's own that ask for a password. */
async function addByForm(
  page: Page,
  lab: PracticeLab,
  name: string,
  { user = 'student', host = '127.0.0.1' } = {},
): Promise<void> {
  await page.getByRole('button', { name: 'Add machines' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the lab').fill(name);
  for (const [index, node] of lab.nodes.entries()) {
    const field = (label: string) => dialog.getByLabel(`${label} of node ${index + 1}`, { exact: true });
    await field('Address').fill(node.address);
    await field('SSH host').fill(host);
    await field('Port').fill(String(node.port));
    await field('User').fill(user);
  }
  await dialog.getByRole('button', { name: 'Add the lab' }).click();
  await expect(page.getByRole('region', { name: `Lab ${name}` })).toBeVisible();
}

test('an unknown key is shown, a wrong password is told, the right one works', async ({ page, lab }) => {
  // The app may know these machines by another name from another spec, with their keys and passwords.
  await addByForm(page, lab, 'with-password', { host: 'localhost' });
  const card = page.getByRole('region', { name: 'Lab with-password' });
  const testNode = () => card.getByRole('button', { name: 'Test the connection to node1' }).click();

  await testNode();
  const keyDialog = page.getByRole('dialog', { name: 'Is this really node1?' });
  await expect(keyDialog).toContainText(/SHA256:[A-Za-z0-9+/]{43}/);
  await expectAccessible(page);
  await keyDialog.getByRole('button', { name: 'Do not connect' }).click();
  await expect(card.getByRole('alert')).toContainText('node1');

  await testNode();
  await keyDialog.getByRole('button', { name: 'It matches: trust it' }).click();
  const password = page.getByRole('dialog', { name: 'Password for node1' });
  await password.getByLabel('Password', { exact: true }).fill('not the password');
  await expectAccessible(page);
  await password.getByRole('button', { name: 'Continue' }).click();
  // Asked once more, in a dialog that has forgotten what was typed. Declined, the refusal is what remains to be told.
  await expect(password.getByLabel('Password', { exact: true })).toHaveValue('');
  await expect(password.getByRole('alert')).toContainText('node1 did not accept that password');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(card.getByRole('alert')).toContainText('node1 refused student@localhost. Tried: password');

  await testNode();
  await password.getByLabel('Password', { exact: true }).fill('not the password');
  await password.getByRole('button', { name: 'Continue' }).click();
  await password.getByLabel('Password', { exact: true }).fill('nor this one');
  await password.getByRole('button', { name: 'Continue' }).click();
  await expect(card.getByRole('alert')).toContainText('node1 refused student@localhost. Tried: password');

  await testNode();
  await password.getByLabel('Password', { exact: true }).fill(lab.studentPassword);
  await password.getByRole('button', { name: 'Continue' }).click();
  const sudo = page.getByRole('dialog', { name: 'sudo password on node1' });
  await expect(card.getByText(/Docker \d+/).or(sudo)).toBeVisible();
  if (await sudo.isVisible()) {
    await sudo.getByLabel('Password for sudo').fill(lab.studentPassword);
    await sudo.getByRole('button', { name: 'Continue' }).click();
  }
  await expect(card.getByText(/Docker \d+/)).toBeVisible();
  await expect(card.getByRole('alert')).toHaveCount(0);
});

test('a changed host key stops everything, in red, with both fingerprints', async ({ page, lab, home }) => {
  const folder = path.join(home, '.ssh');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const knownHosts = path.join(folder, 'known_hosts');
  const other = path.join(home, 'other-key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', other]);
  const [type, key] = readFileSync(`${other}.pub`, 'utf8').split(' ');
  writeFileSync(knownHosts, `[127.0.0.1]:${lab.nodes[0]?.port} ${type} ${key}\n`, { mode: 0o600 });

  // Another user: a connection of the spec above may still be open, and was verified when it was made.
  await addByForm(page, lab, 'changed-key', { user: 'operator' });
  const card = page.getByRole('region', { name: 'Lab changed-key' });
  await card.getByRole('button', { name: 'Test the connection to node1' }).click();
  const stop = card.getByRole('alert');
  await expect(stop).toContainText('Stop: the host key has changed.');
  expect((await stop.innerText()).match(/SHA256:/g)?.length).toBeGreaterThanOrEqual(2);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectAccessible(page);
  rmSync(knownHosts);
});
