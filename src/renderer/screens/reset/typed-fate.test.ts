import { expect, test } from 'vitest';
import { typedFate } from './typed-fate.ts';

const thing = { step: 'network', what: 'overlay network myapp' };

test('a typed thing goes with the depth that takes it, and is left with the reason where there is one', () => {
  const fate = (more: object, depth: 'made' | 'typed' | 'pristine', unowned = false) =>
    typedFate({ ...thing, ...more }, { depth, unowned });
  expect(fate({}, 'typed')).toEqual({ isTaken: true });
  expect(fate({}, 'made')).toEqual({ isTaken: false, left: 'depth' });
  expect(fate({ why: 'another lab made it' }, 'typed')).toEqual({ isTaken: false, left: 'another lab made it' });
  expect(fate({ heldBy: 'db on node1' }, 'typed')).toMatchObject({
    isTaken: false,
    left: expect.stringContaining('db'),
  });
  expect(fate({ heldBy: 'db on node1' }, 'typed', true)).toEqual({ isTaken: true });
  expect(fate({ why: 'another lab made it' }, 'pristine')).toEqual({ isTaken: true });
});
