import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { expectAccessible } from '../test/support/window/accessible.ts';
import { labName } from '../test/support/window/lab-names.ts';
import { overlayLab, type PracticeLab, practice } from '../test/support/window/practice-lab.ts';
import { serveClass } from '../test/support/window/serve-class.ts';
import { shows, terminals, typeLine } from '../test/support/window/terminal.ts';
import { expect, test } from '../test/support/window/test.ts';

/** A class of two whose students have a browser and nothing else. */

/** Ben's lab is made, and the lesson's needs are looked at on four nodes. */
const upMs = 240_000;

/** Another one for each try: what one that was cut off left is not the next one's. */
const classNameOf = (retry: number) => labName(`c${retry}`);

/** Anna sits at the specs' own lab; Ben has a practice lab that the class makes. */
function classFile(className: string, own: string, home: string, lab: PracticeLab): string {
  const keys = path.join(home, 'share', 'overlay-lab', 'practice', lab.name);
  mkdirSync(path.join(own, 'share', 'overlay-lab'), { recursive: true });
  // Whoever leads the class accepted them before.
  copyFileSync(path.join(keys, 'known_hosts'), path.join(own, 'share', 'overlay-lab', 'known_hosts'));
  const nodes = lab.nodes.slice(0, 2).map(({ name, address, port }) => {
    const files = `identityFile: ${path.join(keys, 'key')}`;
    return `      - {name: ${name}, address: ${address}, ssh: {host: 127.0.0.1, port: ${port}, user: root, ${files}}}`;
  });
  const seats = ['  - name: anna', '    nodes:', ...nodes, '  - name: ben'];
  const file = path.join(own, 'class.yaml');
  writeFileSync(file, `name: ${className}\ntrack: etcd\nwords: Welcome.\nseats:\n${seats.join('\n')}\n`);
  return file;
}

async function opened(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function typed(page: Page, line: string, shown: string): Promise<void> {
  await page.getByRole('link', { name: 'Terminals' }).click();
  await page.getByRole('button', { name: 'Terminal on node1' }).click();
  await typeLine(page, line, shown);
}

/** Who leads sees Ben's terminal, gets its keyboard for one command, and gives it back. */
async function overTheShoulder(lead: Page, ben: Page): Promise<void> {
  await lead.getByRole('button', { name: 'Look at a terminal of ben' }).click();
  const look = lead.getByRole('dialog', { name: 'Over the shoulder of ben' });
  await shows(look.locator('.xterm'), 'there-is-43');
  await expect(ben.getByText('Your instructor is looking at your terminal on node1.')).toBeVisible();
  await expectAccessible(lead);
  await look.getByRole('button', { name: 'Ask for the keyboard' }).click();
  await expect(ben.getByText('If you do not answer within 30 seconds, it is a no.')).toBeVisible();
  await expectAccessible(ben);
  await ben.getByRole('button', { name: 'Allow', exact: true }).click();
  await typeLine(lead, 'echo helped-$((40+4))', 'helped-44', look.locator('.xterm'));
  await shows(terminals(ben).first(), 'helped-44');
  await expect(ben.getByRole('button', { name: 'Take the keyboard back' })).toBeVisible();
  await look.getByRole('button', { name: 'Give the keyboard back' }).click();
  await expect(ben.getByText('Your instructor is looking at your terminal on node1.')).toBeVisible();
  await lead.keyboard.press('Escape');
  await expect(ben.getByText('Your instructor')).toHaveCount(0);
}

/** One line for both, as it was shown before. */
async function writeToAll(lead: Page, students: readonly Page[]): Promise<void> {
  await lead.getByRole('button', { name: 'Write to all …' }).click();
  const panel = lead.getByRole('dialog', { name: 'Write one line into many terminals' });
  await panel.getByLabel('Line').fill('echo all-$((40+5))');
  await panel.getByRole('button', { name: 'Preview' }).click();
  await expect(panel.getByRole('cell', { name: 'gets the line' })).toHaveCount(2);
  await expectAccessible(lead);
  await panel.getByRole('button', { name: 'Write into 2 terminals' }).click();
  await expect(panel.getByRole('cell', { name: 'written' })).toHaveCount(2);
  for (const student of students) await shows(terminals(student).first(), 'all-45');
  await lead.keyboard.press('Escape');
}

test('two students join with a browser, each works in the own lab alone, and a raised hand is seen on the wall', async ({
  browser,
  home,
  lab,
}, { retry }) => {
  test.setTimeout(480_000);
  const className = classNameOf(retry);
  // Apart from the other specs, which see what is asked about their lab.
  const own = mkdtempSync(path.join(os.tmpdir(), 'overlay-lab-e2e-class-'));
  const file = classFile(className, own, home, lab);
  const served = await overlayLab(own, ['--yes', 'class', 'up', file, '--trust-lab'], upMs).then(() =>
    serveClass(own, file),
  );
  try {
    const { address, code, fingerprint, wall } = served;
    const lead = await opened(browser, wall);
    await lead.getByRole('button', { name: 'Open the wall' }).click();
    await lead.getByRole('button', { name: 'How to join' }).click();
    const door = lead.getByRole('dialog', { name: `Join ${className}` });
    for (const text of [address, code, fingerprint]) await expect(door).toContainText(text);
    await expectAccessible(lead);
    await lead.keyboard.press('Escape');

    const anna = await opened(browser, address);
    await expect(anna.getByText(fingerprint)).toBeVisible();
    await expectAccessible(anna);
    await anna.getByLabel('Code').fill('NONE-SUCH');
    await anna.getByLabel('Your name').fill('Anna');
    await anna.getByRole('button', { name: 'Join' }).click();
    await expect(anna.getByRole('alert')).toContainText('not valid');
    await anna.getByLabel('Code').fill(code);
    await anna.getByRole('button', { name: 'Join' }).click();
    const ben = await opened(browser, address);
    await ben.getByLabel('Code').fill(code.toLowerCase());
    await ben.getByLabel('Your name').fill('ben');
    await ben.getByRole('button', { name: 'Join' }).click();

    // Each in the own lab, and neither in the other's, also by its address.
    await expect(anna.getByRole('contentinfo')).toContainText(`${className}-anna`);
    await expect(ben.getByRole('contentinfo')).toContainText(`${className}-ben`);
    await anna.goto(`${address}/#/lesson/${encodeURIComponent(`practice:${className}-ben`)}`);
    await expect(anna.getByRole('contentinfo')).not.toContainText(`${className}-ben`);
    await anna.goto(`${address}/#/labs`);
    await expect(anna.getByRole('button', { name: 'New practice lab' })).toHaveCount(0);
    await expect(anna.getByRole('link', { name: 'Settings' })).toHaveCount(0);
    await typed(anna, 'echo here-is-$((40+2))', 'here-is-42');
    await typed(ben, 'echo there-is-$((40+3))', 'there-is-43');
    await expect(anna.locator('.xterm-rows').first()).not.toContainText('there-is-43');

    await overTheShoulder(lead, ben);
    await writeToAll(lead, [anna, ben]);
    await expect(anna.getByText('Your instructor')).toHaveCount(0);

    await ben.getByRole('button', { name: 'Raise hand' }).click();
    const tile = lead.getByRole('listitem').filter({ hasText: 'Hand raised' });
    await expect(tile).toContainText('ben');
    await expect(lead.getByRole('listitem').filter({ hasText: 'Anna' })).not.toContainText('Hand raised');
    await expectAccessible(lead);
    await expectAccessible(ben);
    await lead.getByLabel('Hide names').check();
    await expect(lead.getByText('Anna')).toHaveCount(0);
    await tile.getByRole('button', { name: /Hand raised/ }).click();
    await expect(ben.getByRole('button', { name: 'Raise hand' })).toBeVisible();
  } finally {
    await served.stop();
    await practice(own, 'down', `${className}-ben`);
    rmSync(own, { recursive: true, force: true });
  }
});
