import { expect, it } from 'vitest';
import { type Inventory, inventoryOf } from '../../shared/inventory/inventory.ts';
import { printingNode } from '../machine/fixtures/printing-node.ts';
import { removeDoubledJumps, repairOf } from './doubled-jumps.ts';

const user = '-A FORWARD -j DOCKER-USER';
const isolation = '-A FORWARD -j DOCKER-ISOLATION-STAGE-1';
const local = '-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER';
const rules = (table: string, ...words: string[]) => words.map((rule) => ({ table, family: 4 as const, rule }));
const having = (firewall: Inventory['firewall']) => inventoryOf({ firewall });

it('removes the second jump and makes the first one first again', () => {
  const now = having(rules('filter', user, isolation, user));
  expect(repairOf(4, having(rules('filter', user, isolation)), now)).toBe(
    '*filter\n-D FORWARD -j DOCKER-USER\n-D FORWARD -j DOCKER-USER\n-I FORWARD -j DOCKER-USER\nCOMMIT\n',
  );
});

it('removes only as many as there are too many, in each table', () => {
  const before = having([...rules('filter', isolation), ...rules('nat', local)]);
  const now = having([...rules('filter', isolation, isolation, isolation), ...rules('nat', local, local)]);
  expect(repairOf(4, before, now)).toBe(
    `*filter\n${'-D FORWARD -j DOCKER-ISOLATION-STAGE-1\n'.repeat(2)}COMMIT\n*nat\n${local.replace('-A', '-D')}\nCOMMIT\n`,
  );
});

it.each<[string, string[], string[]]>([
  ['nothing is there twice', [user, isolation], [user, isolation]],
  ['the baseline has it twice', [user, user], [user, user, user]],
  ['the baseline does not have it', [], [user, user]],
  [
    'it is somebody’s own',
    ['-A FORWARD -i wg0 -j ACCEPT'],
    ['-A FORWARD -i wg0 -j ACCEPT', '-A FORWARD -i wg0 -j ACCEPT'],
  ],
  ['it leads to another’s chain', ['-A FORWARD -j DOCKERS'], ['-A FORWARD -j DOCKERS', '-A FORWARD -j DOCKERS']],
  ['it is in a chain of somebody’s', ['-A MINE -j DOCKER'], ['-A MINE -j DOCKER', '-A MINE -j DOCKER']],
  ['it was changed', [user], ['-A FORWARD -i eth0 -j DOCKER-USER', '-A FORWARD -i eth0 -j DOCKER-USER']],
])('touches nothing where %s', (_, before, now) => {
  expect(repairOf(4, having(rules('filter', ...before)), having(rules('filter', ...now)))).toBe('');
});

it('asks the node once, for the family in question', async () => {
  const { node, ran } = printingNode([]);
  const six = (...words: string[]) => having(words.map((rule) => ({ table: 'filter', family: 6 as const, rule })));
  const { signal } = new AbortController();
  await removeDoubledJumps(node, {
    before: six(isolation),
    now: six(isolation, isolation),
    signal,
  });
  expect(ran).toEqual([{ name: 'rule.change', args: { family: 6, changes: expect.stringContaining('-D FORWARD') } }]);
});
