import { expect, test } from 'vitest';
import { type Lab, labSchema } from './lab.ts';
import { isMember, membersOf } from './members.ts';

const parse = (count: number, etcd?: unknown) =>
  labSchema.safeParse({
    name: 'lab',
    track: 'etcd',
    network: {},
    ...(etcd !== undefined && { etcd }),
    nodes: Array.from({ length: count }, (_, at) => ({
      name: `n${at + 1}`,
      address: `10.1.0.${at + 1}`,
      ssh: { host: 'h' },
    })),
  });
const lab = (count: number, members?: Lab['etcd']): Lab => labSchema.parse(parse(count, members).data);
const names = (of: Lab) => membersOf(of).map(({ name }) => name);

test.each([
  [2, 2],
  [3, 3],
  [4, 3],
  [8, 3],
  [9, 5],
  [30, 5],
])('of %i nodes the first %i have a member', (count, members) => {
  expect(names(lab(count))).toEqual(Array.from({ length: members }, (_, at) => `n${at + 1}`));
});

test('the lab file chooses how many, or which', () => {
  expect(names(lab(4, { members: 1 }))).toEqual(['n1']);
  expect(names(lab(4, { members: 7 }))).toHaveLength(4);
  const chosen = lab(4, { members: ['n4', 'n2'] });
  expect(names(chosen)).toEqual(['n2', 'n4']);
  expect(['n1', 'n4'].map((name) => isMember(chosen, name))).toEqual([false, true]);
});

test.each([
  [{ members: 0 }, 'must be at least 1'],
  [{ members: 8 }, 'must be at most 7'],
  [{ members: [] }, 'must have at least 1 entries'],
  [{ members: 'n1' }, 'a number from 1 to 7'],
  [{ members: ['n9'] }, 'n9 is no node of this lab'],
  [{ members: ['n1', 'n1'] }, 'n1 is no node of this lab, or is given twice'],
])('%j is refused', (etcd, said) => {
  expect(
    parse(4, etcd)
      .error?.issues.map(({ message }) => message)
      .join(),
  ).toContain(said);
});
