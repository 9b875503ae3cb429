import type { Page } from '@playwright/test';
import { expectAccessible } from '../test/support/window/accessible.ts';
import { goTo, openPart, runMs } from '../test/support/window/lesson.ts';
import type { PracticeLab } from '../test/support/window/practice-lab.ts';
import { openTerminals, shows, terminals } from '../test/support/window/terminal.ts';
import { expect, test } from '../test/support/window/test.ts';

/** What is around the lesson: how one gets a lab in, what is asked, what is told, and every way to an action. */

function labFile(lab: PracticeLab, name: string): string {
  const nodes = lab.nodes.map(
    ({ name: node, address, port }) =>
      `  - {name: ${node}, address: ${address}, ssh: {host: 127.0.0.1, port: ${port}, user: student}}`,
  );
  return [`name: ${name}`, 'track: etcd', 'network: {name: myapp}', 'nodes:', ...nodes, ''].join('\n');
}

async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([name = '', text = '']) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name));
      return transfer;
    },
    [name, text],
  );
  await page.getByRole('heading', { level: 1 }).dispatchEvent('drop', { dataTransfer: data });
}

test('a lab file is dropped; keys and password of all its nodes are asked for together', async ({ page, lab }) => {
  await dropFile(page, 'monday.yaml', labFile(lab, 'monday').replace('address', 'adress'));
  const dialog = page.getByRole('dialog', { name: 'Add your own machines' });
  const text = dialog.getByLabel('Or its text (monday.yaml)');
  await expect(text).toHaveValue(/name: monday/);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Add the lab' }).click();
  await expect(dialog.getByRole('alert')).toContainText('did you mean “address”?');
  await dialog.getByRole('textbox', { name: /^Or its text/ }).fill(labFile(lab, 'monday'));
  await dialog.getByRole('button', { name: 'Add the lab' }).click();
  const card = page.getByRole('region', { name: 'Lab monday' });
  await expect(card).toBeVisible();

  await card.click({ button: 'right' });
  await expectAccessible(page);
  await page.getByRole('menuitem', { name: 'Check everything' }).click();
  await page
    .getByRole('dialog', { name: 'Use this lab file?' })
    .getByRole('button', { name: 'Use it', exact: true })
    .click();
  const keys = page.getByRole('dialog', { name: 'Are these really your machines?' });
  await expect(keys.getByText(/SHA256:/)).toHaveCount(lab.nodes.length);
  await expect(keys).toContainText('Lab monday');
  await expectAccessible(page);
  await keys.getByRole('button', { name: `All ${lab.nodes.length} match: trust them` }).click();
  const password = page.getByRole('dialog', { name: `Password for ${lab.nodes.length} nodes` });
  await password.getByLabel('Password', { exact: true }).fill(lab.studentPassword);
  await expect(password.getByRole('checkbox')).toHaveCount(lab.nodes.length);
  await expectAccessible(page);
  await password.getByRole('button', { name: 'Continue' }).click();
  await expect(page).toHaveTitle(/ – monday: 0 of 8 parts done – Overlay Lab$/);
  await goTo(page, 'labs');
  await expect(card.getByText(/^Check done, /)).toBeVisible({ timeout: runMs });
});

test('the palette reaches what else is in menus, and says on the screen and in the title where one is', async ({
  page,
  lab,
}) => {
  await openPart(page, lab, 'network');
  await expect(page).toHaveTitle(new RegExp(`^Create the overlay network – ${lab.name}: .* – Overlay Lab$`));
  const search = page.getByPlaceholder('Search screens, parts, labs and commands');
  const find = async (words: string) => {
    await page.keyboard.press('Control+k');
    await search.fill(words);
  };
  for (const words of ['Run the whole tutorial', 'Reset the lab', 'Shut down the nodes', 'Undo the part Network']) {
    await find(words);
    await expect(page.getByRole('button', { name: words }).last()).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await find('Terminal on node2');
  await page.keyboard.press('Enter');
  await shows(terminals(page).first(), 'node2');
  await page.getByRole('tab', { selected: true }).click({ button: 'middle' });
  await find('New practice lab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New practice lab' }).getByLabel('Nodes')).toBeVisible();
});

test('so many nodes that memory is short are not made, and it is said beforehand', async ({ page }) => {
  await page.getByRole('button', { name: 'New practice lab' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New practice lab' });
  await expect(dialog.getByText(/^2 nodes need about 0\.6 GB of memory; \d+\.\d GB are free\.$/)).toBeVisible();
  await dialog.getByLabel('Nodes').fill('60');
  await expect(dialog.getByText(/^60 nodes need about 17\.6 GB of memory/)).toBeVisible();
});

test('what was reported can be read again', async ({ page, lab }) => {
  await dropFile(page, 'twice.yaml', labFile(lab, lab.name));
  await page.getByRole('button', { name: 'Add the lab' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(`There is already a lab called ${lab.name}.`);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Notices' }).click();
  await expect(page.getByRole('dialog', { name: 'Notices' })).toBeVisible();
  await expectAccessible(page);
});

test('a wrong answer says what is wrong about it, the right one is explained', async ({ page, lab }) => {
  await openPart(page, lab, 'etcd');
  const question = page.getByRole('region', { name: 'Question' });
  await question.getByLabel('One: the member that is left').check();
  await expect(question.getByRole('status')).toContainText('Not quite.');
  await expect(question.getByRole('status')).toContainText('must not write alone');
  await expectAccessible(page);
  await question.getByLabel('None', { exact: true }).check();
  await expect(question.getByRole('status')).toContainText('Right.');
  await expect(question.getByRole('status')).toContainText('the majority of two is two');
});

test('a term is explained where it stands', async ({ page, lab }) => {
  await openPart(page, lab, 'vxlan');
  const term = page.getByRole('region', { name: 'Why' }).getByRole('button', { name: 'VNI' });
  await term.click();
  await expect(page.getByText(/^VXLAN network identifier/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^VXLAN network identifier/)).toHaveCount(0);
});

test('a terminal has its actions under the right button', async ({ page, lab }) => {
  await openTerminals(page, lab);
  await page.getByRole('button', { name: 'New terminal' }).click();
  await page.getByRole('menuitem', { name: 'node1', exact: true }).click();
  await shows(terminals(page).first(), 'node1');
  await terminals(page).first().click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Copy Nothing is selected' })).toBeDisabled();
  await page.getByRole('menuitem', { name: 'Split right' }).click();
  await expect(terminals(page)).toHaveCount(2);
  await goTo(page, 'labs');
});
