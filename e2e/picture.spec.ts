import { inNode } from '../test/support/nodes/practice.ts';
import { expectAccessible } from '../test/support/window/accessible.ts';
import { goTo } from '../test/support/window/lesson.ts';
import { closeAll, openOne, typeLine } from '../test/support/window/terminal.ts';
import { expect, test } from '../test/support/window/test.ts';

const network = 'picture-net';

test.afterEach(async ({ page, lab }) => {
  await closeAll(page, lab);
  await inNode(lab.name, 'node1', `docker network rm ${network} || true`);
});

test('the picture shows what the nodes have, follows a typed command, and says what it changed', async ({
  page,
  lab,
}) => {
  const picture = `picture/${encodeURIComponent(lab.id)}`;
  await goTo(page, picture);
  const canvas = page.getByRole('region', { name: 'Picture of the network' });
  const machine = canvas.getByRole('button', { name: /^node1: machine/ });
  await expect(machine).toBeVisible({ timeout: 60_000 });
  await expect(canvas.getByRole('button', { name: /^node2: machine/ })).toBeVisible();

  await openOne(page, lab);
  await typeLine(page, `docker network create ${network} | cut -c1-3; echo made-$((1+1))`, 'made-2');
  await goTo(page, picture);
  const changed = page.getByRole('region', { name: 'What did my command change?' });
  await expect(changed).toContainText(`docker network create ${network}`);
  await expect(changed).toContainText(`node1: network ${network} appeared`, { timeout: 20_000 });
  const id = (await inNode(lab.name, 'node1', `docker network inspect -f '{{.Id}}' ${network}`)).trim();
  const bridge = canvas.getByRole('button', { name: new RegExp(`^br-${id.slice(0, 12)}: bridge`) });
  await expect(bridge).toBeVisible();

  await bridge.focus();
  await page.keyboard.press('Enter');
  const chosen = page.getByRole('region', { name: `br-${id.slice(0, 12)}` });
  await expect(chosen).toContainText(`ip -d addr show dev br-${id.slice(0, 12)}`);
  await page.getByRole('button', { name: 'The same in words' }).click();
  await expect(
    page.getByRole('list', { name: 'The same in words' }).getByRole('button', { name: /^node1: machine/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'The store as it grows' }).click();
  await expect(page.getByText(/^Nobody tells what is in it now/)).toBeVisible();
  await expectAccessible(page);

  await goTo(page, `lesson/${encodeURIComponent(lab.id)}/network`);
  await page.getByRole('button', { name: 'Show it' }).click();
  const live = page.getByRole('region', { name: 'The network at this moment' });
  await live.getByRole('button', { name: /^node1: machine/ }).click();
  await expect(live.getByRole('region', { name: 'node1' })).toContainText('journalctl -u docker -n 50 --no-pager');
  await expectAccessible(page);
  await goTo(page, `lesson/${encodeURIComponent(lab.id)}/etcd`);
  await page.getByRole('button', { name: 'Hide it' }).click();
  await goTo(page, picture);
  await page.getByRole('button', { name: 'What did my command change?' }).waitFor();

  await inNode(lab.name, 'node1', `docker network rm ${network}`);
  await expect(bridge).toHaveCount(0, { timeout: 20_000 });
  await expect(changed).toContainText(`node1: network ${network} gone`);
});
