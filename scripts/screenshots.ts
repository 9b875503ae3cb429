/**
 * Remakes docs/screenshots/: `node scripts/screenshots.ts [NAME-OF-A-PRACTICE-LAB] [network]`; with `network` only those of
 * picture, packet and diagnosis. Every picture shows the real app on
 * a real practice lab, which is made for it and removed afterwards. Needs what the end-to-end specs need; with pngquant
 * the pictures are a third of the size. Other practice labs of this machine would be seen, too: OVERLAY_LAB_STATE and
 * OVERLAY_LAB_RUN name a place where there are none.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, expect, type Page } from '@playwright/test';
import { inNode } from '../test/support/nodes/practice.ts';
import { launchOptions } from '../test/support/window/browser.ts';
import { startBrowserShell } from '../test/support/window/browser-shell.ts';
import { goTo, openPart, resetLab, runPart } from '../test/support/window/lesson.ts';
import { makePracticeLab, type PracticeLab, practice } from '../test/support/window/practice-lab.ts';
import { openTerminals, shows, terminals, typeLine } from '../test/support/window/terminal.ts';

const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const name = process.argv[2] ?? 'class-a';
const isNetworkAlone = process.argv[3] === 'network';
const seconds = '10';

const home = mkdtempSync(path.join(os.tmpdir(), 'overlay-lab-pictures-'));
mkdirSync(folder, { recursive: true });
const shell = await startBrowserShell(home);
const browser = await chromium.launch(launchOptions);
try {
  const context = await browser.newContext({ colorScheme: 'light', locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await shell.show(await context.newPage());
  await expect(page.getByText('Build an overlay network')).toBeVisible();
  await picture(page, 'welcome');
  await page.getByRole('button', { name: 'New practice lab' }).first().click();
  await expect(page.getByText('This machine has everything that is needed.')).toBeVisible();
  await picture(page, 'new-practice-lab');
  await page.keyboard.press('Escape');
  const lab = await makePracticeLab(home, name);
  try {
    if (isNetworkAlone) {
      await page.reload();
      for (const part of ['prerequisites', 'etcd', 'daemons', 'network', 'containers'] as const)
        await runPart(page, lab, part);
      await quiet(page);
      await network(page, lab);
    } else await tour(page, lab);
  } finally {
    await practice(home, 'down', name);
  }
} finally {
  await browser.close();
  await shell.stop();
  rmSync(home, { recursive: true, force: true });
}

async function tour(page: Page, lab: PracticeLab): Promise<void> {
  await page.reload();
  const card = page.getByRole('region', { name: `Lab ${lab.name}` });
  await card.getByRole('button', { name: 'Test the connection to node1' }).click();
  await expect(card.getByText(/Docker \d+/)).toBeVisible();
  await picture(page, 'labs');
  await ownMachines(page, lab);
  await goTo(page, 'settings');
  await page.getByLabel('Seconds per bandwidth measurement').fill(seconds);
  await page.evaluate('window.scrollTo(0, 0)');
  await picture(page, 'settings');
  for (const part of ['prerequisites', 'etcd', 'daemons', 'network'] as const) await runPart(page, lab, part);
  await quiet(page);
  await openPart(page, lab, 'etcd');
  await picture(page, 'lesson');
  await openPart(page, lab, 'containers');
  await page.getByRole('button', { name: 'I’ll type it' }).click();
  await shows(terminals(page).first(), 'docker run');
  await picture(page, 'lesson-typed');
  await page.getByRole('button', { name: 'Hide the terminals' }).click();
  await runPart(page, lab, 'containers');
  await quiet(page);
  await page.getByRole('region', { name: 'What it printed' }).scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'See what happened' }).click();
  await picture(page, 'lesson-outputs');
  await network(page, lab);
  await openPart(page, lab, 'ping');
  await page.getByRole('button', { name: 'Run it for me' }).click();
  await expect(page.getByRole('log')).toContainText('applying');
  await picture(page, 'lesson-running');
  await runPart(page, lab, 'performance');
  await quiet(page);
  await runPart(page, lab, 'vxlan');
  await picture(page, 'lesson-vxlan');
  await page.getByRole('region', { name: 'What it printed' }).scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'See what happened' }).click();
  await picture(page, 'lesson-packet');
  await shells(page, lab);
  await goTo(page, `results/${encodeURIComponent(lab.id)}`);
  await expect(page.getByRole('img', { name: /native/ })).toBeVisible();
  await picture(page, 'results');
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await picture(page, 'results-dark');
  await openPart(page, lab, 'daemons');
  await picture(page, 'lesson-dark');
  await page.getByRole('button', { name: 'Light theme' }).click();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Search screens, parts, labs and commands').fill('re');
  await picture(page, 'palette');
  await page.keyboard.press('Escape');
  await inNode(lab.name, 'node2', 'docker run -dit --name my-own --net=myapp overlay-lab/worker:1');
  await goTo(page, `reset/${encodeURIComponent(lab.id)}`);
  await expect(page.getByText('According to the ledgers on the nodes')).toBeVisible();
  await expect(page.getByText('container worker-1')).toBeVisible();
  await expect(page.getByText('container my-own')).toBeVisible();
  await picture(page, 'reset');
  await inNode(lab.name, 'node2', 'docker rm -f my-own');
  await resetLab(page, lab);
  await quiet(page);
  await picture(page, 'reset-proof');
}

/** What is seen of the network where the workers stand: the picture with what flows, a packet on its way, and what is wrong. */
async function network(page: Page, lab: PracticeLab): Promise<void> {
  await inNode(lab.name, 'node1', 'docker exec -d worker-1 iperf3 -s -1');
  await inNode(lab.name, 'node2', "docker exec -d worker-2 sh -c 'sleep 1; iperf3 -c worker-1 -b 94M -t 60'");
  await goTo(page, `picture/${encodeURIComponent(lab.id)}`);
  await expect(page.getByText(/^VNI \d+ · \d+ Mbit\/s$/)).toHaveCount(2, { timeout: 60_000 });
  await picture(page, 'picture');
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await picture(page, 'picture-dark');
  await page.getByRole('button', { name: 'Light theme' }).click();
  await inNode(lab.name, 'node2', "docker exec worker-2 sh -c 'kill $(pidof iperf3)'");
  await goTo(page, `follow/${encodeURIComponent(lab.id)}`);
  await page.getByRole('button', { name: 'Follow', exact: true }).click();
  const way = page.getByRole('region', { name: 'Its way' });
  await expect(way).toBeVisible({ timeout: 90_000 });
  for (let hop = 1; hop < 4; hop += 1) await way.getByRole('button', { name: 'Next hop' }).press('Enter');
  await way.scrollIntoViewIfNeeded();
  await picture(page, 'packet');
  await diagnosis(page, lab);
}

/** A part that fails, and what is found on the nodes then. */
async function diagnosis(page: Page, lab: PracticeLab): Promise<void> {
  const rule = 'INPUT -p udp --dport 4789 -j DROP';
  await inNode(lab.name, 'node2', `iptables -I ${rule}`);
  await openPart(page, lab, 'ping');
  await page.getByRole('button', { name: /^(Run it for me|Run it again|Try again)$/ }).click();
  const find = page.getByRole('button', { name: 'Find the cause' });
  await find.click({ timeout: 120_000 });
  const found = page.getByRole('status', { name: 'What was found on the nodes' });
  await expect(found).toBeVisible({ timeout: 60_000 });
  await quiet(page);
  await find.evaluate((button) => button.scrollIntoView({ block: 'start' }));
  await picture(page, 'diagnosis');
  await inNode(lab.name, 'node2', `iptables -D ${rule}`);
}

/** The same nodes as if they were someone's own: the form, and the question that comes before anything is sent. */
async function ownMachines(page: Page, lab: PracticeLab): Promise<void> {
  await page.getByRole('button', { name: 'Add machines' }).click();
  await page.getByLabel('Name of the lab').fill('my-class');
  for (const [index, { address, port }] of lab.nodes.entries()) {
    const values = { Address: address, 'SSH host': '127.0.0.1', Port: String(port), User: 'student' };
    for (const [field, value] of Object.entries(values))
      await page.getByLabel(`${field} of node ${index + 1}`).fill(value);
  }
  await picture(page, 'add-machines');
  await page.getByRole('button', { name: 'Add the lab' }).click();
  const card = page.getByRole('region', { name: 'Lab my-class' });
  await card.getByRole('button', { name: 'Test the connection to node1' }).click();
  await expect(page.getByText('Is this really node1?')).toBeVisible();
  await picture(page, 'host-key');
  await page.getByRole('button', { name: 'It matches: trust it' }).click();
  const password = page.getByRole('dialog', { name: 'Password for node1' });
  await password.getByLabel('Password', { exact: true }).fill('not this one');
  await password.getByRole('button', { name: 'Continue' }).click();
  await expect(password.getByRole('alert')).toBeVisible();
  await picture(page, 'password');
  await page.keyboard.press('Escape');
  await expect(card.getByRole('alert')).toBeVisible();
  await picture(page, 'labs-refused');
}

async function shells(page: Page, lab: PracticeLab): Promise<void> {
  await openTerminals(page, lab);
  await page.getByRole('button', { name: 'New terminal' }).click();
  await page.getByRole('menuitem', { name: 'node1' }).click();
  await shows(terminals(page).first(), 'node1');
  await typeLine(page, 'docker network ls', 'docker_gwbridge');
  await page.getByRole('button', { name: 'New terminal' }).click();
  await page.getByRole('menuitem', { name: 'in worker-2' }).click();
  await shows(terminals(page).first(), /[#$]\s*$/m);
  await typeLine(page, 'ping -c 3 worker-1', 'packet loss');
  await page.getByRole('button', { name: /^Split .* right/ }).click();
  await shows(terminals(page).nth(1), /[#$]\s*$/m);
  await typeLine(page, 'ip addr show eth0', 'mtu 1450', terminals(page).nth(1));
  await picture(page, 'terminals');
}

/** Notices of runs that are over would cover what is to be seen. */
async function quiet(page: Page): Promise<void> {
  await expect(page.locator('.mantine-Notification-root')).toHaveCount(0, { timeout: 30_000 });
}

async function picture(page: Page, what: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.mouse.move(2, size.height - 2);
    // What is loaded when it is looked at has come.
    await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    const file = path.join(folder, `${what}-${size.width}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    spawnSync('pngquant', ['--force', '--skip-if-larger', '--ext', '.png', '--quality', '70-95', file]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
