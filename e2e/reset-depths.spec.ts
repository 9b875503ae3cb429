import { inNode } from '../test/support/nodes/practice.ts';
import { expectAccessible } from '../test/support/window/accessible.ts';
import { goTo, runMs } from '../test/support/window/lesson.ts';
import { expect, test } from '../test/support/window/test.ts';

/** A member as the lesson types it, in front of a terminal that has gone; and a network of somebody's own. */
const typed = `cd /root
setsid nohup etcd -name node1 -initial-advertise-peer-urls http://$1:2380 -listen-peer-urls http://$1:2380 -listen-client-urls http://$1:2379 -advertise-client-urls http://$1:2379 -initial-cluster node1=http://$1:2380,node2=http://$2:2380 >/tmp/etcd.log 2>&1 </dev/null &
docker network create mine >/dev/null`;
// A look at the node may start the program for a moment, to ask for its version.
const left = "pgrep -f '^etcd -name'; docker network ls -q -f name=mine";

test('what was typed is named, removed by the depth for it, and nothing else; the deepest one leaves a new machine', async ({
  page,
  lab,
}) => {
  const [one, two] = lab.nodes;
  await inNode(lab.name, 'node1', typed, [one?.address ?? '', two?.address ?? '']);
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
