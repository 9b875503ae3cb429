import { inNode } from '../test/support/nodes/practice.ts';
import { expectAccessible } from '../test/support/window/accessible.ts';
import { goTo, resetLab, runMs, runPart } from '../test/support/window/lesson.ts';
import { expect, test } from '../test/support/window/test.ts';

/** A member as the lesson types it, in front of a terminal that has gone; and a network of somebody's own. */
const member = (name: string, own: '$1' | '$2') => `cd /root
setsid nohup etcd -name ${name} -initial-advertise-peer-urls http://${own}:2380 -listen-peer-urls http://${own}:2380 -listen-client-urls http://${own}:2379 -advertise-client-urls http://${own}:2379 -initial-cluster node1=http://$1:2380,node2=http://$2:2380 >/tmp/etcd.log 2>&1 </dev/null &
`;
const typed = `${member('node1', '$1')}docker network create mine >/dev/null`;
// A look at the node may start the program for a moment, to ask for its version.
const left = "pgrep -f '^etcd -name'; docker network ls -q -f name=mine";

test('the card and the plan of a lab follow its nodes: what is removed, stopped or not seen shows at once, with its age', async ({
  page,
  lab,
}) => {
  test.setTimeout(300_000);
  const card = page.getByRole('region', { name: `Lab ${lab.name}` });
  const onNode2 = (source: string) => inNode(lab.name, 'node2', source);
  const sshd = (action: string) => onNode2(`iptables ${action} OUTPUT -o lo -p tcp --sport 22 -j DROP`);
  await runPart(page, lab, 'containers');

  await test.step('the card', async () => {
    await goTo(page, 'labs');
    await expect(card.getByRole('status').filter({ hasText: '5 of 8 parts done' })).toBeVisible();
    await inNode(lab.name, 'node1', 'docker rm -f worker-1');
    const gone = card.getByRole('list', { name: 'What is not there any more' });
    await expect(gone).toContainText('worker-1 does not exist');
    await expect(card.getByText('Containers: no longer there')).toBeVisible();
    await inNode(lab.name, 'node1', 'docker run -itd --name=worker-1 --net=myapp overlay-lab/worker:1');
    await expect(gone).toHaveCount(0);
    await onNode2('systemctl stop docker');
    await expect(card.getByText('Docker is not running on node2.')).toBeVisible();
    await expectAccessible(page);
  });

  const plan = page.getByRole('region', { name: 'What will happen' });
  await test.step('the plan', async () => {
    await goTo(page, `reset/${encodeURIComponent(lab.id)}`);
    await expect(plan.getByText(/networks and containers on node2 were not seen: Docker is stopped/)).toBeVisible();
    // Who only looks starts nothing.
    expect(await onNode2('systemctl is-active docker || true')).toBe('inactive\n');
    await onNode2('systemctl reset-failed docker; systemctl start docker; docker start worker-2');
    await expect(plan.getByText(/networks and containers on node2 were not seen: Docker is stopped/)).toHaveCount(0);
    await onNode2('docker run -d --name=mine --net=myapp --entrypoint sleep overlay-lab/worker:1 1000');
    await expect(plan.getByText('container mine, created manually, on the network myapp')).toBeVisible();
    await onNode2('docker rm -f mine');
    await expect(plan.getByText('container mine, created manually, on the network myapp')).toHaveCount(0);
    // Asking is no change.
    await expect(plan.getByText(/^The nodes were asked [5-9] seconds ago; they are watched/)).toBeVisible();
    await sshd('-I');
    await expect(
      plan.getByText(/^node2 cannot be seen, last seen .* ago: .*what is there now is unknown\.$/),
    ).toBeVisible();
    await expectAccessible(page);
    await goTo(page, 'labs');
    await expect(card.getByText(/^node2 cannot be seen, last seen .* ago/)).toBeVisible();
    await sshd('-D');
    await expect(card.getByText(/cannot be seen/)).toHaveCount(0, { timeout: runMs });
  });
  // What was typed in its place is no reset's of what the app made.
  await inNode(lab.name, 'node1', 'docker rm -f worker-1');
  await resetLab(page, lab);
});

test('what was typed is named, removed by the depth for it, and nothing else; the deepest one leaves a new machine', async ({
  page,
  lab,
}) => {
  const [one, two] = lab.nodes;
  const addresses = [one?.address ?? '', two?.address ?? ''];
  await inNode(lab.name, 'node1', typed, addresses);
  const [etcd, network] = (await inNode(lab.name, 'node1', left)).split('\n');
  const plan = page.getByRole('region', { name: 'What will happen' });
  const choose = (depth: string) => plan.getByText(depth, { exact: true }).click();
  const reset = async () => {
    await plan.getByRole('button', { name: 'Reset the lab' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset', exact: true }).click();
  };

  await page.setViewportSize({ width: 1024, height: 700 });
  await goTo(page, `reset/${encodeURIComponent(lab.id)}`);
  await expect(plan.getByText(`process ${etcd}`)).toBeVisible();
  await expect(plan.getByText('left; the depth “Also what was typed” removes it')).not.toHaveCount(0);
  await expectAccessible(page);

  await choose('Also what was typed');
  await expect(plan.getByText('remove', { exact: true })).not.toHaveCount(0);
  await test.step('while it is asked the list follows the nodes, and no button moves', async () => {
    await plan.getByRole('button', { name: 'Reset the lab' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(`process ${etcd}`);
    const yes = dialog.getByRole('button', { name: 'Reset', exact: true });
    await yes.hover();
    const place = await yes.boundingBox();
    await expect(dialog).not.toContainText('node2: remove etcd');
    await inNode(lab.name, 'node2', member('node2', '$2'), addresses);
    await expect(dialog).toContainText('node2: remove etcd');
    expect(await yes.boundingBox()).toEqual(place);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });
  await reset();
  await expect(page.getByText(/^Nothing of this lab was found any more/)).toBeVisible({ timeout: runMs });
  expect(await inNode(lab.name, 'node1', left)).toBe(`${network}\n`);
  await expectAccessible(page);

  await choose('As first booted');
  await reset();
  await expect(page.getByText(`Reset the nodes of ${lab.name}`)).toBeVisible();
  await expect(page.getByText(`Reset the nodes of ${lab.name}`)).toHaveCount(0, { timeout: runMs });
  await expect.poll(() => inNode(lab.name, 'node1', `${left}; :`), { timeout: runMs }).toBe('');

  // From the card it is one click and one confirmation.
  await goTo(page, 'labs');
  await page.getByRole('button', { name: `More actions for ${lab.name}` }).click();
  await page.getByRole('menuitem', { name: 'Reset the lab' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Reset' })).toBeVisible();
});
