import { isContractProcedure } from '@orpc/contract';
import { expect, test } from 'vitest';
import { contract } from '../../../shared/wire/contract.ts';
import { whoMay } from './who-may.ts';

const procedures = Object.entries(contract).flatMap(([group, all]) =>
  Object.entries(all).map(([name, procedure]) => ({ path: `${group}.${name}`, procedure })),
);

test('each procedure of the contract says who may ask it, and no other is listed', () => {
  expect(procedures.every(({ procedure }) => isContractProcedure(procedure))).toBe(true);
  expect(Object.keys(whoMay).toSorted()).toEqual(procedures.map(({ path }) => path).toSorted());
});

test('of each that guests may ask, every field of the input is judged', () => {
  for (const { path, procedure } of procedures) {
    const { who, names = {}, free = [], never = [] } = whoMay[path as keyof typeof whoMay];
    if (who === 'nobody') continue;
    const { shape = {} } = (procedure['~orpc'].inputSchema ?? {}) as { shape?: Record<string, unknown> };
    const judged = [...Object.keys(names), ...free, ...never];
    expect([path, judged.toSorted()]).toEqual([path, Object.keys(shape).toSorted()]);
  }
});

test('what could lead out of a lab is named, not free', () => {
  const leads = ['id', 'lab', 'run', 'terminal', 'operation', 'class', 'path', 'file'];
  for (const [path, { free = [] }] of Object.entries(whoMay))
    expect([path, free.filter((field) => leads.includes(field))]).toEqual([path, []]);
});
