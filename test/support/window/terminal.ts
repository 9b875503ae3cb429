import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from './lesson.ts';
import type { PracticeLab } from './practice-lab.ts';

/** What stands on the screen of a terminal, with what is wrapped put together. */
export async function screenText(terminal: Locator): Promise<string> {
  return (await terminal.locator('.xterm-rows > div').allTextContents()).join('\n');
}

export async function openTerminals(page: Page, lab: PracticeLab): Promise<void> {
  await goTo(page, `terminals/${encodeURIComponent(lab.id)}`);
}

export const terminals = (page: Page): Locator => page.locator('.xterm');

/** Types a line and waits until its result stands on the screen. */
export async function typeLine(page: Page, line: string, result: string | RegExp, terminal = terminals(page).first()) {
  await terminal.locator('textarea').focus();
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  await shows(terminal, result);
}

/** The shell has done what it was told, and waits. */
export async function atPrompt(terminal: Locator, timeout = 60_000): Promise<void> {
  const last = async () => (await screenText(terminal)).split('\n').findLast((line) => line.trim() !== '') ?? '';
  await expect.poll(last, { timeout }).toMatch(/^\S+@\S+:.*[#$]\s*$/);
}

export async function shows(terminal: Locator, result: string | RegExp, timeout = 20_000): Promise<void> {
  const said = expect.poll(() => screenText(terminal), { timeout });
  await (typeof result === 'string' ? said.toContain(result) : said.toMatch(result));
}

/** The Terminals screen with a shell on node1. */
export async function openOne(page: Page, lab: PracticeLab): Promise<void> {
  await openTerminals(page, lab);
  await page.getByRole('button', { name: 'Terminal on node1' }).click();
  await shows(terminals(page).first(), 'node1');
}

/** A shell waits half a minute for a window that is gone, and a node takes five of them. */
export async function closeAll(page: Page, lab: PracticeLab): Promise<void> {
  await openTerminals(page, lab);
  const close = page.getByRole('button', { name: 'Close node1' });
  for (let left = await close.count(); left > 0; left -= 1) await close.first().click();
  await expect(close).toHaveCount(0);
}
