import { expect, test } from 'vitest';
import { everyOperation } from '../../src/core/machine/fixtures/every-operation.ts';
import { built, plain } from '../../test/lab/operations/proofs.ts';

test('each operation of core has a proof on a real node, and no proof is of something that core never asks', async () => {
  const names = (await everyOperation()).map(({ name }) => name);
  expect(Object.keys({ ...plain, ...built }).sort()).toEqual(names.sort());
});
