import { inNode } from '../test/support/nodes/practice.ts';
import { expectAccessible } from '../test/support/window/accessible.ts';
import { goTo, openPart, runMs } from '../test/support/window/lesson.ts';
import type { PracticeLab } from '../test/support/window/practice-lab.ts';
import { expect, test } from '../test/support/window/test.ts';

const nodes = ['node1', 'node2'];
const each = (lab: PracticeLab, command: string) => Promise.all(nodes.map((node) => inNode(lab.name, node, command)));

/** What let people in on each node before: the socket, the service, or both. */
let before: string[] = [];

test.afterEach(({ lab }) =>
  Promise.all(nodes.map((node, index) => inNode(lab.name, node, `systemctl start ${before[index] || 'ssh.service'}`))),
);

test('where no node can be reached, it says so and why, in the lesson, on the card and in the plan of a reset', async ({
  page,
  lab,
}) => {
  const active = 'for unit in ssh.socket ssh.service; do systemctl is-active -q $unit && echo $unit; done; true';
  before = (await each(lab, active)).map((units) => units.trim().split(/\s+/).join(' '));
  await each(lab, 'systemctl stop ssh.socket ssh; pkill -x sshd || true');
  await expect(page.getByRole('region', { name: `Lab ${lab.name}` })).toBeVisible({ timeout: runMs });
  await openPart(page, lab, 'etcd');
  await page.getByRole('button', { name: 'Run it for me' }).click();
  const errors = page.getByRole('article').getByRole('alert');
  await expect(errors.first()).toContainText('What to do:', { timeout: runMs });
  for (const node of nodes) await expect(page.getByRole('article')).toContainText(`On ${node}`);
  await expectAccessible(page);

  // Here the lesson says why; a notice would say it again.
  await expect(page.getByText(/Run: failed/)).toHaveCount(0);

  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await goTo(page, 'labs');
  const card = page.getByRole('region', { name: `Lab ${lab.name}` });
  await expect(card).toContainText('Check failed', { timeout: runMs });
  await card.getByText('Why', { exact: true }).click();
  await expect(card.getByRole('alert').first()).toContainText('What to do:');

  await goTo(page, `reset/${encodeURIComponent(lab.id)}`);
  await expect(
    page.getByText('None of the nodes could be reached, so what the lab left there is unknown.'),
  ).toBeVisible({
    timeout: runMs,
  });
  await expect(page.getByText('no entries for this lab')).toHaveCount(0);
});
