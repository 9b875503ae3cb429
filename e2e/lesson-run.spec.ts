import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { inNode } from '../test/support/nodes/practice.ts';
import { expectAccessible } from '../test/support/window/accessible.ts';
import { labName } from '../test/support/window/lab-names.ts';
import { goTo, measureForm, openPart, partState, parts, resetLab, runMs } from '../test/support/window/lesson.ts';
import { type PracticeLab, readPracticeLab } from '../test/support/window/practice-lab.ts';
import { expect, test } from '../test/support/window/test.ts';

test.describe.configure({ mode: 'serial', timeout: 300_000 });
test.use({ fromNothing: true });

/**
 * A student's whole way: a lab of the track etcd, its lesson, results, a packet followed, the picture, a drill, the report, and back.
 * The lab is made by the first of these tests in the window, and removed there by the last.
 */
let lab: PracticeLab;
const cardOf = (page: Page) => page.getByRole('region', { name: `Lab ${lab.name}` });

test('from nothing to finished results on a new practice lab, by clicks alone', async ({ page, home }, {
  workerIndex,
}) => {
  const name = labName(`new-${workerIndex}`);
  // On a machine with other labs on it, their cards stand here.
  const welcome = page.getByRole('heading', { name: 'Build an overlay network, and see why it works' });
  await expect(welcome.or(page.getByRole('region', { name: /^Lab / })).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'New practice lab' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New practice lab' });
  await expect(dialog.getByText('This machine has everything that is needed.')).toBeVisible();
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Create it' }).click();
  const card = page.getByRole('region', { name: `Lab ${name}` });
  await expect(card.getByText('running', { exact: true })).toBeVisible({ timeout: 600_000 });
  await expect(page.getByRole('progressbar', { name: new RegExp(name) })).toHaveCount(0, { timeout: 60_000 });
  lab = readPracticeLab(home, name);
  for (const [index, { name: node }] of lab.nodes.entries()) {
    await card.getByRole('button', { name: `Test the connection to ${node}` }).click();
    await expect(card.getByText(/Docker \d+/).nth(index)).toBeVisible();
  }
  await expectAccessible(page);

  // What is tested is not the network.
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Seconds per bandwidth measurement').fill('1');
  await page.getByRole('link', { name: 'Labs' }).click();
  await card.getByRole('button', { name: 'Open lesson' }).click();
  for (const [part, title] of parts) {
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await page.getByRole('button', { name: 'Show the answer' }).click();
    await expect(page.getByRole('button', { name: 'Hide the answer' })).toBeVisible();
    await page.getByRole('button', { name: 'Run it for me' }).click();
    await expect(partState(page)).toHaveText('done', { timeout: runMs });
    await expectOneScroller(page);
    if (part === 'vxlan') break;
    await page
      .getByRole('button', { name: /^Next: / })
      .last()
      .click();
  }
  await expect(page.getByRole('navigation', { name: 'Parts of the lesson' }).getByText('done')).toHaveCount(8);
  await expect(page.getByRole('img', { name: /One packet on the wire/ })).toBeVisible();
  await page.getByRole('button', { name: 'Go to the results' }).last().click();
  await expect(page.getByRole('img', { name: /native .* overlay/ })).toBeVisible();
  await expect(page.getByText(/The overlay carries \d\.\d\d/)).toBeVisible();
  // Head, both directions, and the tutorial's own.
  await expect(page.getByRole('region', { name: 'Ping between all pairs' }).getByRole('row')).toHaveCount(4);
});

/** The lesson scrolls; the window around it does not. */
async function expectOneScroller(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  expect(beyond).toBeLessThanOrEqual(0);
}

test('what the nodes printed stands beside what the tutorial printed', async ({ page }) => {
  await openPart(page, lab, 'network');
  const printed = page.getByRole('region', { name: 'What it printed' });
  await expect(printed.getByText('904f9dc335b0')).toBeVisible();
  await expect(printed.locator('mark').first()).toBeVisible();
  await openPart(page, lab, 'containers');
  await expect(page.getByRole('region', { name: 'What changed' })).toContainText('container worker-1');
  await expect(printed).toContainText('RX bytes:7999457912');
  // What the tutorial did not print is shown by itself.
  await openPart(page, lab, 'daemons');
  await expect(page.getByRole('region', { name: 'What changed' })).toContainText('cluster-store: none → etcd://');
  await expect(printed.locator('mark').first()).toContainText('Cluster Store: etcd://192.168.236.13');
  await openPart(page, lab, 'vxlan');
  await expect(printed.locator('mark', { hasText: ': VXLAN, flags' }).first()).toBeVisible();
});

test('a window that is reloaded in mid-run finds the run as it is, and a second one sees it too', async ({
  page,
  another,
}) => {
  const going = (window: Page) => window.getByRole('article').getByRole('progressbar', { name: 'Progress of the run' });
  await openPart(another, lab, 'performance');
  await expect(partState(another)).toHaveText('done');
  await goTo(page, `results/${encodeURIComponent(lab.id)}`);
  // Long enough for all that follows; its end is the second window's doing.
  await measureForm(page).getByLabel('Seconds each').fill('300');
  await measureForm(page).getByRole('button', { name: 'Measure' }).click();
  await openPart(page, lab, 'performance');
  for (const window of [page, another]) await expect(going(window)).toBeVisible({ timeout: runMs });
  await page.reload();
  await expect(going(page)).toBeVisible();
  await another.getByRole('article').getByRole('button', { name: 'Cancel' }).click();
  for (const window of [page, another]) await expect(going(window)).toHaveCount(0, { timeout: runMs });
});

test('results: measured again, history, and every export', async ({ page }) => {
  await goTo(page, `results/${encodeURIComponent(lab.id)}`);
  await measureForm(page).getByLabel('Seconds each').fill('1');
  await measureForm(page).getByLabel('Repeats').fill('2');
  await page.getByLabel('Streams').fill('3');
  await measureForm(page).getByRole('button', { name: 'Measure' }).click();
  await expect(page.getByText(/3 TCP streams.* Median of 2/)).toBeVisible({ timeout: runMs });
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: runMs });
  await page.getByRole('region', { name: 'History' }).getByRole('button').first().click();
  await expectAccessible(page);

  for (const [format, sample] of [
    ['HTML page', '<!doctype html>'],
    ['Markdown', '# '],
    ['JSON', '{'],
    ['Everything done', 'time (utc),how,what'],
    ['Bandwidth', 'rate (bit/s)'],
    ['Pings', 'avg (ms)'],
    ['The tunnel', 'udp port'],
  ] as const) {
    expect((await exported(page, format)).toLowerCase()).toContain(sample);
  }
  const png = await saved(page, () => page.getByRole('button', { name: 'Save as PNG' }).click());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.length).toBeGreaterThan(5_000);
});

async function saved(page: Page, click: () => Promise<void>): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await click();
  return readFileSync(await (await coming).path());
}

/** From the screen of results. */
async function exported(page: Page, format: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  const item = page.getByRole('menuitem', { name: format, exact: true });
  return (await saved(page, () => item.click())).toString();
}

test('a packet is followed hop by hop, and kept for Wireshark', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await goTo(page, `follow/${encodeURIComponent(lab.id)}`);
  await page.getByRole('button', { name: 'Follow', exact: true }).click();
  const came = page.getByRole('region', { name: 'What came of it' });
  await expect(came).toContainText('No loss: 3 packets from worker-1', { timeout: runMs });
  const way = page.getByRole('region', { name: 'Its way' });
  // Its head, and four points on each node.
  await expect(way.getByRole('row')).toHaveCount(9);
  for (let hop = 1; hop < 4; hop += 1) await way.getByRole('button', { name: 'Next hop' }).press('Enter');
  await expect(way.getByRole('status')).toContainText('Hop 4 of 8: network card host0 of node1');
  await expect(way.getByRole('listitem').nth(3)).toHaveText(/^VXLAN, VNI \d+$/);
  await expect(way.getByRole('row', { name: /50 bytes put around it/ })).toHaveAttribute('aria-current', 'step');
  await expectAccessible(page);
  const file = await saved(page, () => page.getByRole('button', { name: 'Save for Wireshark' }).click());
  expect(file.readUInt32LE(0)).toBe(0x0a0d0d0a);
});

test('the picture has what the lesson built, and how much flows through it', async ({ page }) => {
  await inNode(lab.name, 'node1', 'docker exec -d worker-1 iperf3 -s -1');
  await inNode(lab.name, 'node2', "docker exec -d worker-2 sh -c 'sleep 1; iperf3 -c worker-1 -b 20M -t 40'");
  await goTo(page, `picture/${encodeURIComponent(lab.id)}`);
  const canvas = page.getByRole('region', { name: 'Picture of the network' });
  await expect(canvas.getByRole('button', { name: /^vxlan0: tunnel endpoint, up, / })).toHaveCount(2);
  await expect(canvas.getByText(/^VNI \d+ · \d+ Mbit\/s$/)).toHaveCount(2);
  await inNode(lab.name, 'node2', "docker exec worker-2 sh -c 'kill $(pidof iperf3)'");
  await expect(canvas.getByText(/bit\/s/)).toHaveCount(0);
  await expectAccessible(page);
});

test('a drill: something is broken on purpose, a hint is taken, the cause named, fixed and proved', async ({
  page,
}) => {
  await goTo(page, `drills/${encodeURIComponent(lab.id)}`);
  await page.getByRole('button', { name: 'Begin Nothing comes through, and nobody says a word' }).click();
  const running = page.getByRole('region', { name: 'What is wrong?' });
  await expect(running).toBeVisible({ timeout: runMs });
  await running.getByRole('button', { name: 'A hint' }).click();
  await expect(running.getByText('Hint 1')).toBeVisible({ timeout: runMs });
  await expectAccessible(page);
  const name = async (cause: RegExp, answer: string) => {
    await running.getByRole('combobox', { name: 'The cause' }).click();
    await page.getByRole('option', { name: cause }).click();
    await running.getByRole('button', { name: 'Name it' }).click();
    await expect(page.getByRole('region', { name: 'How it ended' })).toContainText(answer, { timeout: runMs });
  };
  await name(/no gossip on port 7946/, 'That is not it.');
  await name(/VXLAN on port 4789/, 'That is it.');
  for (const node of ['node1', 'node2'])
    await inNode(lab.name, node, 'iptables -D INPUT -p udp --dport 4789 -j DROP || true');
  await running.getByRole('button', { name: 'Prove that it is whole' }).click();
  await expect(page.getByRole('region', { name: 'How it ended' })).toContainText('The lab is whole again', {
    timeout: runMs,
  });
  await expect(page.getByRole('region', { name: 'Drills that are over' })).toContainText('found and fixed');
  await goTo(page, `results/${encodeURIComponent(lab.id)}`);
  expect(await exported(page, 'Markdown')).toMatch(/Nothing comes through, and nobody says a word.*found and fixed/);
});

test('each part is accessible with all that it shows, in light and dark', async ({ page }) => {
  for (const [part] of parts) {
    await openPart(page, lab, part);
    await page.getByRole('button', { name: 'Show the answer' }).click();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await expectAccessible(page);
  }
});

test('reset says what it will do, does it, and proves it', async ({ page }) => {
  await goTo(page, `reset/${encodeURIComponent(lab.id)}`);
  const plan = page.getByRole('region', { name: 'What will happen' });
  await expect(plan).toContainText('container worker-1');
  await expect(plan).toContainText('/etc/docker/daemon.json');
  await expect(plan).toContainText('leave alone');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo: The workers', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo it' }).click();
  await expect(plan).not.toContainText('container worker-1', { timeout: runMs });
  await resetLab(page, lab);
  await expect(page.getByRole('region', { name: 'The proof' }).getByText('equal', { exact: true })).not.toHaveCount(0);
  await expectAccessible(page);
  await openPart(page, lab, 'network');
  await expect(partState(page)).toHaveText('to do');
});

test('the lab is shut down, started and deleted', async ({ page }) => {
  const more = async (item: string) => {
    await cardOf(page)
      .getByRole('button', { name: `More actions for ${lab.name}` })
      .click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  const start = cardOf(page).getByRole('button', { name: 'Start', exact: true });
  await more('Shut down the nodes');
  await start.click({ timeout: 60_000 });
  await expect(cardOf(page).getByText('running', { exact: true })).toBeVisible({ timeout: 60_000 });
  await more('Delete the practice lab');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
  await expect(cardOf(page)).toHaveCount(0, { timeout: 60_000 });
});
