import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { labName } from '../test/support/window/lab-names.ts';
import { goTo, openPart, type Part, partState } from '../test/support/window/lesson.ts';
import { makePracticeLab, practice } from '../test/support/window/practice-lab.ts';
import { atPrompt, screenText, shows, terminals } from '../test/support/window/terminal.ts';
import { expect, test } from '../test/support/window/test.ts';

/** Puts the next command of the part in, sees that it was not sent, and sends it. */
async function typeNext(page: Page, part: string, within: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /^(I’ll type it|Next command)/ }).click();
  const terminal = terminals(page).first();
  await expect.poll(async () => (await screenText(terminal)).replaceAll('\n', ''), { message: part }).toContain(within);
  await expect(terminal.locator('textarea')).toBeFocused();
  await page.keyboard.press('Enter');
}

const wholeLessonMs = 480_000;

test('the whole lesson typed in the terminals beside it: each part turns green by itself', async ({ page, home }) => {
  test.setTimeout(wholeLessonMs);
  const lab = await makePracticeLab(home, labName('typed'));
  const green = () => expect(partState(page)).toHaveText('done', { timeout: 60_000 });
  const at = async (part: Part) => openPart(page, lab, part);
  try {
    await at('prerequisites');
    for (const _ of ['node1', 'node2'])
      for (const look of ['docker version', 'uname -r', 'ip addr']) {
        await typeNext(page, look, look);
        await atPrompt(terminals(page).first());
      }
    for (const node of ['node1', 'node2']) {
      await typeNext(page, `the image on ${node}`, 'overlay-lab/worker:1)');
      await atPrompt(terminals(page).first());
    }
    await green();

    await at('etcd');
    for (const node of ['node1', 'node2']) await typeNext(page, node, `etcd -name ${node}`);
    await green();
    // Named by what is running in it, marked in the lesson, and not closed by a slip.
    await expect(page.getByRole('tab', { name: 'etcd · node1' })).toBeVisible();
    await expect(page.getByText('running', { exact: true })).toHaveCount(2);
    await page.getByRole('button', { name: 'Close etcd · node2' }).click();
    await page.getByRole('dialog', { name: 'Close the terminal of etcd on node2?' }).press('Escape');
    await expect(page.getByRole('tab', { name: 'etcd · node2' })).toBeVisible();

    await at('daemons');
    for (const address of ['192.168.236.130', '192.168.236.131']) {
      await typeNext(page, address, 'service docker stop');
      await atPrompt(terminals(page).first());
      await typeNext(page, address, `--cluster-advertise=${address}`);
    }
    await green();

    await at('network');
    await typeNext(page, 'network', 'docker network create -d overlay myapp');
    await atPrompt(terminals(page).first());
    await green();

    await at('containers');
    for (const command of ['--name=worker-1', '--name=worker-2', 'worker-1 ifconfig', 'worker-2 ifconfig']) {
      await typeNext(page, 'containers', command);
      await atPrompt(terminals(page).first());
    }
    await green();

    await at('ping');
    await typeNext(page, 'ping', 'ping -c 4 worker-2');
    await atPrompt(terminals(page).first());
    await green();
    // What it printed is explained as after a run, with the figure that was read off it.
    const outputs = page.getByRole('region', { name: 'What it printed' });
    await expect(outputs).toContainText(/Your lab, node1: .*, typed /);
    await expect(outputs).toContainText('worker-1 → worker-2: 4 of 4 answered, 0 % loss');
    await expect(outputs).toContainText('The tutorial, 2015');

    await at('performance');
    await typeNext(page, 'server', 'iperf -s');
    await shows(terminals(page).first(), 'Server listening');
    await typeNext(page, 'client', 'iperf -c 192.168.236.130');
    await atPrompt(terminals(page).first());
    await typeNext(page, 'server in a worker', 'worker-1 iperf -s');
    await shows(terminals(page).first(), 'Server listening');
    await typeNext(page, 'client in a worker', 'iperf -c worker-1');
    await green();
    await expect(outputs).toContainText(/node2 → node1, native: [\d.]+ [GM]bit\/s, measured for 10 s/, {
      timeout: 30_000,
    });
    await expect(outputs).toContainText(/worker-2 → worker-1, overlay: [\d.]+ [GM]bit\/s/);
    await expect(outputs).toContainText('docker exec -it worker-2 iperf -c worker-1');

    await test.step('what was typed is a result beside those of runs', async () => {
      await goTo(page, `results/${encodeURIComponent(lab.id)}`);
      await expect(page.getByText(/^The overlay carries .* of what the underlay carries/)).toBeVisible();
      const history = page.getByRole('region', { name: 'History' });
      for (const command of [
        'Typed on node1: docker exec worker-1 ping -c 4 worker-2',
        'Typed on node2: iperf -c 192.168.236.130',
        'Typed on node2: docker exec -it worker-2 iperf -c worker-1',
      ])
        await expect(history.getByRole('row', { name: command, exact: true })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Ping between all pairs' })).toContainText('worker-1 → worker-2');
    });

    await at('vxlan');
    for (const command of ['ip -d link show', 'bridge fdb show', 'ping -c 20 worker-2']) {
      await typeNext(page, 'vxlan', command);
      await atPrompt(terminals(page).first());
    }
    await typeNext(page, 'vxlan', 'tcpdump -e -n -c 4');
    await green();

    await test.step('the report has all of it, as it was typed, with outputs, figures and the packet', async () => {
      await goTo(page, `results/${encodeURIComponent(lab.id)}`);
      await page.getByRole('button', { name: 'Export' }).click();
      const coming = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: 'HTML page' }).click();
      const text = readFileSync(await (await coming).path(), 'utf8');
      for (const typed of [
        'docker network create -d overlay myapp',
        'docker exec worker-1 ping -c 4 worker-2',
        'iperf -c 192.168.236.130',
        'overlay-lab.image-of=',
        'packets captured',
      ])
        expect(text).toContain(typed);
      expect(text).toMatch(/worker-2 → worker-1: [\d.]+ [GM]bit\/s/);
      expect(text).toMatch(/VXLAN, flags \[I\] \(0x08\), vni \d+/);
      expect(text).not.toMatch(/~#|unknown \(not measured\)/);
    });
  } finally {
    await practice(home, 'down', lab.name);
  }
});
