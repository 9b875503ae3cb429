import { readFileSync } from 'node:fs';
import { expectAccessible } from './support/accessible.ts';
import { goTo, openPart, partState, parts, resetLab, runMs, runPart, shortMeasurements } from './support/lesson.ts';
import { expect, listenForFaults, test } from './support/test.ts';

test.describe.configure({ mode: 'serial', timeout: 300_000 });

test('the whole lesson by “Run it for me”, with a reload in mid-run', async ({ page, lab }) => {
  await shortMeasurements(page);
  for (const [part] of parts.slice(0, 4)) {
    await runPart(page, lab, part);
    await page.getByRole('button', { name: 'Show the answer' }).click();
    await expect(page.getByRole('button', { name: 'Hide the answer' })).toBeVisible();
  }
  const printed = page.getByRole('region', { name: 'What it printed' });
  await expect(printed.getByText('904f9dc335b0')).toBeVisible();
  await expect(printed.locator('mark').first()).toBeVisible();

  await openPart(page, lab, 'containers');
  await page.getByRole('button', { name: 'Run it for me' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' }).first()).toBeVisible();
  await page.reload();
  await expect(partState(page)).toHaveText('done', { timeout: runMs });
  await expect(page.getByRole('region', { name: 'What changed' })).toContainText('container worker-1');
  await expect(page.getByRole('region', { name: 'What it printed' })).toContainText('RX bytes:7999457912');

  for (const part of ['ping', 'performance'] as const) await runPart(page, lab, part);
  await expect(page.getByRole('navigation', { name: 'Parts of the lesson' }).getByText('done')).toHaveCount(7);
  await openPart(page, lab, 'vxlan');
  await expect(page.getByRole('img', { name: /One packet on the wire/ })).toBeVisible();
});

test('a second window finds the lab as it is, and sees a run of the first', async ({
  page,
  lab,
  shell,
  browser,
  faults,
}) => {
  const context = await browser.newContext();
  const second = await context.newPage();
  listenForFaults(second, faults);
  await second.goto(await shell.address());
  await openPart(second, lab, 'ping');
  await expect(partState(second)).toHaveText('done');
  await openPart(page, lab, 'ping');
  await page.getByRole('button', { name: 'Run it again' }).click();
  await expect(second.getByRole('progressbar', { name: 'Progress of the run' }).first()).toBeVisible();
  await expect(partState(second)).toHaveText('done', { timeout: runMs });
  await context.close();
});

test('results: figures, history, and every export', async ({ page, lab }) => {
  await goTo(page, `results/${encodeURIComponent(lab.id)}`);
  await page.getByLabel('Seconds each').fill('1');
  await page.getByLabel('Repeats').fill('2');
  await page.getByLabel('Streams').fill('3');
  await page.getByRole('button', { name: 'Measure' }).click();
  await expect(page.getByText(/3 TCP streams.* Median of 2/)).toBeVisible({ timeout: runMs });
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: runMs });
  await expect(page.getByRole('img', { name: /native .* overlay/ })).toBeVisible();
  await expect(page.getByText(/The overlay carries \d\.\d\d/)).toBeVisible();
  const pings = page.getByRole('region', { name: 'Ping between all pairs' });
  await expect(pings.getByRole('row')).toHaveCount(1 + 2 + 1);
  await page.getByRole('region', { name: 'History' }).getByRole('button').first().click();
  await expectAccessible(page);

  for (const [format, sample] of [
    ['HTML page', '<!doctype html>'],
    ['Markdown', '# '],
    ['JSON', '{'],
    ['CSV table', ','],
  ] as const) {
    await page.getByRole('button', { name: 'Export' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: format }).click();
    const text = readFileSync(await (await coming).path(), 'utf8');
    expect(text.toLowerCase()).toContain(sample);
  }
  const picture = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as PNG' }).click();
  const png = readFileSync(await (await picture).path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.length).toBeGreaterThan(5_000);
});

test('each part is accessible with all that it shows, in light and dark', async ({ page, lab }) => {
  for (const [part] of parts) {
    await openPart(page, lab, part);
    await page.getByRole('button', { name: 'Show the answer' }).click();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await expectAccessible(page);
  }
});

test('reset says what it will do, does it, and proves it', async ({ page, lab }) => {
  await goTo(page, `reset/${encodeURIComponent(lab.id)}`);
  const plan = page.getByRole('region', { name: 'What will happen' });
  await expect(plan).toContainText('container worker-1');
  await expect(plan).toContainText('/etc/docker/daemon.json');
  await expect(plan).toContainText('leave alone');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo: The workers' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await expect(plan).not.toContainText('container worker-1', { timeout: runMs });
  await resetLab(page, lab);
  await expect(page.getByRole('region', { name: 'The proof' }).getByText('equal', { exact: true })).not.toHaveCount(0);
  await expectAccessible(page);
  await openPart(page, lab, 'network');
  await expect(partState(page)).toHaveText('to do');
});
