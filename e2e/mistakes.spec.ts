import type { Page } from '@playwright/test';
import { labName } from '../test/support/window/lab-names.ts';
import { makePracticeLab, practice } from '../test/support/window/practice-lab.ts';
import { atPrompt, openOne, screenText, shows, terminals, typeLine } from '../test/support/window/terminal.ts';
import { expect, test } from '../test/support/window/test.ts';

const etcdOf = (name: string, address: string) =>
  `etcd -name ${name} -data-dir /tmp/${name} -initial-advertise-peer-urls http://${address}:2380 -listen-peer-urls http://${address}:2380 -initial-cluster node1=http://192.168.236.130:2380,node2=http://192.168.236.131:2380`;

/** Each as a student types it on node1, what it prints, and what is said about it. */
const typed: [line: string, printed: string | RegExp, said: string | RegExp, way?: string | RegExp][] = [
  ['docker network create -d overlay myapp', 'not a swarm manager', 'no cluster store yet', 'Open the part Daemons'],
  [etcdOf('node2', '192.168.236.131'), 'cannot assign', 'is the address of node2', /^On node1: etcd -name node1 /],
  [etcdOf('nodo1', '192.168.236.130'), 'local name', 'calls itself nodo1', /^On node1: etcd -name node1 /],
  ['etcd -inital-cluster x', 'not defined: -inital', 'There is no option -inital-cluster', /^On node1: etcd /],
  ['dockerd --cluster-store=etcd://192.168.236.130:2379', 'pid file found', 'Docker already runs', /docker stop$/],
  [
    'docker exec worker-2 ping -c 4 worker-1',
    'No such container',
    'worker-2 belongs on node2',
    /^On node2: docker exec/,
  ],
  ['docker run -itd --name=worker-1 --net=myapp busybox', 'See ', 'does not have the image busybox:latest'],
  ['iperf -c 192.168.236.131 -t 1', 'refused', 'No iperf server', 'On node1: iperf -s'],
  ['dockerr network ls', 'not found', 'There is no program called dockerr', /^On node1: docker network/],
];

const notice = (page: Page, said: string | RegExp) => page.getByRole('status').filter({ hasText: said });

test('known mistakes are recognised where they are typed, and the way on is a button', async ({ page, home }) => {
  test.setTimeout(300_000);
  const lab = await makePracticeLab(home, labName('mistakes'));
  try {
    await openOne(page, lab);
    const terminal = terminals(page).first();
    for (const [line, printed, said, way] of typed) {
      await atPrompt(terminal);
      await typeLine(page, line, printed);
      await expect(notice(page, said), line).toBeVisible();
      if (way) await expect(page.getByRole('button', { name: way }), line).toBeVisible();
    }

    await test.step('a swarm instead of etcd, and out of it again by the button', async () => {
      await atPrompt(terminal);
      await typeLine(page, 'docker swarm init --advertise-addr 192.168.236.130', 'Swarm initialized');
      await expect(notice(page, 'This engine is in a swarm now.')).toBeVisible();
      await page.getByRole('button', { name: 'On node1: docker swarm leave --force' }).click();
      await expect(terminal.locator('textarea')).toBeFocused();
      await expect.poll(() => screenText(terminal)).toMatch(/docker swarm leave --force\s*$/);
      await page.keyboard.press('Enter');
      await shows(terminal, 'Node left the swarm.');
      await expect(notice(page, 'This engine is in a swarm now.')).toHaveCount(0);
    });

    await test.step('the wrong node, and the right one by the button', async () => {
      await atPrompt(terminal);
      await typeLine(page, 'docker exec worker-2 ping -c 4 worker-1', 'No such container');
      await page.getByRole('button', { name: /^On node2: docker exec worker-2/ }).click();
      await shows(terminals(page).first(), /node2.*docker exec worker-2 ping -c 4 worker-1/);
    });

    await test.step('what comes first is opened', async () => {
      await page.getByRole('tab', { name: 'node1' }).click();
      await atPrompt(terminal);
      await typeLine(page, 'docker network create -d overlay myapp', 'not a swarm manager');
      await page.getByRole('button', { name: 'Open the part Daemons' }).click();
      await expect(page.getByRole('heading', { name: 'Point Docker at the store' })).toBeVisible();
    });
  } finally {
    await practice(home, 'down', lab.name);
  }
});
