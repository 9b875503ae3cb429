import type { Page } from '@playwright/test';
import { inNode } from '../test/support/nodes/practice.ts';
import { labName } from '../test/support/window/lab-names.ts';
import { openPart, partState, runPart } from '../test/support/window/lesson.ts';
import { makePracticeLab, practice } from '../test/support/window/practice-lab.ts';
import {
  atPrompt,
  openOne,
  openTerminals,
  screenText,
  shows,
  terminals,
  typeLine,
} from '../test/support/window/terminal.ts';
import { expect, test } from '../test/support/window/test.ts';

const [one, two] = ['192.168.236.130', '192.168.236.131'];
const etcdOf = (name: string, address: string) =>
  `etcd -name ${name} -data-dir /tmp/${name} -initial-advertise-peer-urls http://${address}:2380 -listen-peer-urls http://${address}:2380 -initial-cluster node1=http://${one}:2380,node2=http://${two}:2380`;
const dockerdOf = (address: string) => `--cluster-store=etcd://${address}:2379 --cluster-advertise=${address}:2375`;
const id = /^[0-9a-f]{64}$/m;

const shown = (page: Page) => terminals(page).first();

/** Types what a student types, sees what it prints, and what is said about it. */
async function mistype(page: Page, line: string, printed: string | RegExp, said: string | RegExp): Promise<void> {
  await atPrompt(shown(page));
  await typeLine(page, line, printed);
  // The way on is put into a terminal that waits for a command; while this one does not yet, another one is opened.
  await atPrompt(shown(page));
  await expect(page.getByRole('status').filter({ hasText: said }), line).toBeVisible();
}

/** Takes a way on by its button: its command comes into a terminal, and is sent by the person. */
async function take(page: Page, way: RegExp, then: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name: way });
  const [, command = ''] = /^On node\d: (.{1,40})/.exec((await button.textContent()) ?? '') ?? [];
  await button.click();
  await expect.poll(async () => (await screenText(shown(page))).replaceAll('\n', '')).toContain(command);
  await expect(shown(page).locator('textarea')).toBeFocused();
  await page.keyboard.press('Enter');
  await shows(shown(page), then);
}

async function terminalOn(page: Page, node: string): Promise<void> {
  await page.getByRole('button', { name: 'New terminal' }).click();
  await page.getByRole('menuitem', { name: node, exact: true }).click();
  await shows(shown(page), node);
}

test('the tutorial typed with its known mistakes: each is recognised, and the way on is a button', async ({
  page,
  home,
}) => {
  test.setTimeout(300_000);
  const lab = await makePracticeLab(home, labName('mistakes'));
  const mistake = (...how: [line: string, printed: string | RegExp, said: string | RegExp]) => mistype(page, ...how);
  try {
    await page.reload();
    await expect(page.getByRole('region', { name: `Lab ${lab.name}` })).toBeVisible();
    await runPart(page, lab, 'prerequisites');
    await openOne(page, lab);

    await test.step('a typo in a program’s name, and the network before its store: what comes first is opened', async () => {
      await mistake('dockerr network ls', 'not found', 'There is no program called dockerr');
      await expect(page.getByRole('button', { name: /^On node1: docker network/ })).toBeVisible();
      await mistake('docker network create -d overlay myapp', 'not a swarm manager', 'no cluster store yet');
      await page.getByRole('button', { name: 'Open the part Daemons' }).click();
      await expect(page.getByRole('heading', { name: 'Point Docker at the store' })).toBeVisible();
      await openTerminals(page, lab);
    });

    await test.step('a swarm instead of etcd, and out of it again', async () => {
      await mistake(`docker swarm init --advertise-addr ${one}`, 'Swarm initialized', 'This engine is in a swarm now.');
      await take(page, /^On node1: docker swarm leave --force$/, 'Node left the swarm.');
      await expect(page.getByText('This engine is in a swarm now.')).toHaveCount(0);
    });

    await test.step('etcd: its port taken by the unit that runs, another’s name, a typo in an option, another’s address', async () => {
      // As on a machine whose package started it.
      await inNode(lab.name, 'node1', 'systemctl start etcd');
      await mistake(etcdOf('node1', one), 'address already in use', /port 2379/i);
      await take(page, /^On node1: systemctl stop etcd$/, /systemctl stop etcd\n(.*\n)*.*# /);
      await mistake(etcdOf('nodo1', one), 'local name', 'calls itself nodo1');
      await expect(page.getByRole('button', { name: /^On node1: etcd -name node1 / })).toBeVisible();
      await mistake('etcd -inital-cluster x', 'not defined: -inital', 'There is no option -inital-cluster');
      await take(page, /^On node1: etcd -name node1 /, /elect|raft|peer/i);
      await expect(page.getByRole('tab', { name: 'etcd · node1' })).toBeVisible();
      await terminalOn(page, 'node2');
      await mistake(etcdOf('node1', one), 'cannot assign', 'is the address of node1');
      await take(page, /^On node2: etcd -name node2 /, /elected leader|ready to serve/);
    });

    await test.step('Docker: started beside its service, without its store, and by the name it had in 2015', async () => {
      await terminalOn(page, 'node1');
      const stopped = /service docker stop\n(.*\n)*.*# /;
      await typeLine(page, 'service docker stop', stopped);
      await mistake(
        `dockerd --cluster-advertise=${one}:2375`,
        'must be accompanied by',
        'The option --cluster-store is missing',
      );
      await take(page, /^On node1: dockerd --cluster-store/, 'API listen on');
      await terminalOn(page, 'node2');
      // What names the option has gone by under the list of all commands.
      await mistake(`docker daemon ${dockerdOf(two)}`, 'To get more help', 'is what the command was called in 2015');
      await take(page, /^On node2: dockerd --cluster-store/, 'pid file found');
      await expect(page.getByRole('status').filter({ hasText: 'Docker already runs on node2' })).toBeVisible();
      await atPrompt(shown(page));
      await take(page, /^On node2: service docker stop$/, stopped);
      await atPrompt(shown(page));
      await typeLine(page, `dockerd ${dockerdOf(two)}`, 'API listen on');
    });

    await test.step('the network without its driver, and under another name', async () => {
      await terminalOn(page, 'node1');
      await mistake('docker network create myapp', id, 'A network was made, but without -d overlay');
      await take(page, /^On node1: docker network rm myapp$/, /network rm myapp\n+myapp/);
      await mistake('docker network create -d overlay myap', id, 'This lab’s network is called myapp, not myap');
      await take(page, /^On node1: docker network rm myap$/, /network rm myap\n+myap\n/);
      await typeLine(page, 'docker network create -d overlay myapp', /overlay myapp\n+[0-9a-f]{64}/);
    });

    await test.step('workers without the network, of another image, and on the wrong node', async () => {
      await mistake(
        'docker run -itd --name=worker-1 overlay-lab/worker:1',
        id,
        'worker-1 was started without --net=myapp',
      );
      await take(page, /^On node1: docker rm -f worker-1$/, /rm -f worker-1\n+worker-1/);
      await mistake(
        'docker run -itd --name=worker-1 --net=myapp busybox',
        'See ',
        'does not have the image busybox:latest',
      );
      await take(page, /^On node1: docker run -itd --name=worker-1 --net=myapp overlay/, /worker:1\n+[0-9a-f]{64}/);
      await mistake('docker exec worker-2 ping -c 4 worker-1', 'No such container', 'worker-2 belongs on node2');
      await take(page, /^On node2: docker exec worker-2/, /node2.*docker exec worker-2(.*\n)+.*No such container/);
      await expect(page.getByRole('status').filter({ hasText: 'worker-2 was not started yet' })).toBeVisible();
      await take(page, /^On node2: docker run -itd --name=worker-2/, /worker:1\n+[0-9a-f]{64}/);
      await atPrompt(shown(page));
      await typeLine(page, 'docker exec worker-2 ifconfig', 'eth1');
      await page.getByRole('tab', { name: 'node1', exact: true }).click();
      await atPrompt(shown(page));
      await typeLine(page, 'docker exec worker-1 ifconfig', 'eth1');
      await atPrompt(shown(page));
      await typeLine(page, 'docker exec worker-1 ping -c 4 worker-2', ' 0% packet loss');
      await page.getByRole('tab', { name: 'node2', exact: true }).click();
    });

    await test.step('a measurement without its server', async () => {
      await mistake(`iperf -c ${one} -t 1`, 'refused', 'No iperf server');
      await take(page, /^On node1: iperf -s$/, 'Server listening');
      await page.getByRole('tab', { name: 'node2', exact: true }).click();
      await atPrompt(shown(page));
      await typeLine(page, `iperf -c ${one} -t 1`, /bits\/sec/);
    });

    await test.step('in the end it is built as if nothing had been mistyped', async () => {
      for (const part of ['etcd', 'daemons', 'network', 'containers', 'ping'] as const) {
        await openPart(page, lab, part);
        await expect(partState(page), part).toHaveText('done', { timeout: 60_000 });
      }
    });
  } finally {
    await practice(home, 'down', lab.name);
  }
});
