import { expect, type Locator, type Page } from '@playwright/test';
import type { PracticeLab } from './practice-lab.ts';

/** Parts with their heading, in the tutorial's order. */
export const parts = [
  ['prerequisites', 'Look at the machines first'],
  ['etcd', 'Start etcd'],
  ['daemons', 'Point Docker at the store'],
  ['network', 'Create the overlay network'],
  ['containers', 'Start a container on each node'],
  ['ping', 'Ping across the nodes'],
  ['performance', 'Measure what the overlay costs'],
  ['vxlan', 'What VXLAN does'],
] as const;
export type Part = (typeof parts)[number][0];

export const runMs = 90_000;

/** As a reload or a bookmark would come there. */
export async function openPart(page: Page, lab: PracticeLab, part: Part): Promise<void> {
  await goTo(page, `lesson/${encodeURIComponent(lab.id)}/${part}`);
  await expect(page.getByRole('heading', { level: 1, name: parts.find(([id]) => id === part)?.[1] })).toBeVisible();
}

export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate(`window.location.hash = ${JSON.stringify(`#/${place}`)}`);
}

/** The state beside the part's heading. */
export const partState = (page: Page) => page.getByRole('article').locator('header').getByRole('status');

export async function runPart(page: Page, lab: PracticeLab, part: Part): Promise<void> {
  await openPart(page, lab, part);
  await page.getByRole('button', { name: /^(Run it for me|Run it again|Try again)$/ }).click();
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toHaveCount(0, { timeout: runMs });
  await expect(partState(page)).toHaveText('done', { timeout: runMs });
}

/** Few seconds a measurement: what is tested is not the network. */
export async function shortMeasurements(page: Page, seconds = 1): Promise<void> {
  await goTo(page, 'settings');
  const field = page.getByLabel('Seconds per bandwidth measurement');
  await field.fill(String(seconds));
  await expect(field).toHaveValue(String(seconds));
}

/** On the screen of results, where tracks are compared too. */
export const measureForm = (page: Page): Locator => page.getByRole('region', { name: /^Measure/ });

/** From the screen of results: a bandwidth alone, over one of the two networks. */
export async function measure(
  page: Page,
  lab: PracticeLab,
  network: 'Native' | 'Overlay',
  seconds: number,
): Promise<void> {
  await goTo(page, `results/${encodeURIComponent(lab.id)}`);
  const form = measureForm(page);
  await form.getByRole('checkbox', { name: 'Ping' }).uncheck();
  await form.getByRole('checkbox', { name: network === 'Native' ? 'Overlay' : 'Native' }).uncheck();
  await form.getByLabel('Seconds each').fill(String(seconds));
  await form.getByRole('button', { name: 'Measure' }).click();
}

/** What the screen for it says when the nodes are proved to be as they were. */
export const allEqual = /^All \d+ comparisons .*: equal$/;

/** Back to how the nodes were, through the screen for it. */
export async function resetLab(page: Page, lab: PracticeLab): Promise<void> {
  await goTo(page, `reset/${encodeURIComponent(lab.id)}`);
  await page.getByRole('button', { name: 'Reset the lab' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(page.getByText(allEqual)).toBeVisible({ timeout: runMs });
}
