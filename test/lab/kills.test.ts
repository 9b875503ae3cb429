import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ground, prepareAgain, prepareGround } from '../faults/ground.ts';
import { namedCases, titleOf } from '../faults/kill-cases.ts';
import { tryKill } from '../faults/kill-trial.ts';
import { freshLab, labFile } from '../support/nodes/run-lab.ts';

/** A dozen of the kills that `npm run test:faults` makes by the hundred: one of each kind, the dangerous ones twice. */
const chosen = [
  'run image@node1 in-midst, then reset',
  'run etcd@node1 before-intent, then reset',
  'run etcd@node1 after-intent, then resume',
  'run daemon@node1 after-intent, then reset',
  'run daemon@node1 in-midst, then resume',
  'run daemon@node1 in-midst, then reset',
  'run daemon@node1 after-effect, then resume',
  'run network after-effect, then reset',
  'run workers@node1 after-effect, then resume',
  'run ping after-intent, then reset',
  'reset daemon@node1 after-effect, then reset',
  'reset etcd@node1 before-intent, then reset',
];

const cases = namedCases()
  .filter((one) => chosen.includes(titleOf(one)))
  .map((one) => [titleOf(one), one] as const);

describe.skipIf(!labFile)('the app SIGKILLed, with others’ things on the nodes', () => {
  let ground: Ground;

  beforeAll(async () => {
    ground = await prepareGround();
  });

  afterAll(async () => {
    if (ground) await freshLab();
  });

  test('every kill that was chosen exists', () => {
    expect(cases.map(([name]) => name).sort()).toEqual([...chosen].sort());
  });

  test.for(cases)('%s', async ([, one]) => {
    const { verdict, detail } = await tryKill(ground, one);
    if (verdict !== 'passed') ground = await prepareAgain();
    expect(`${verdict}: ${detail}`).toMatch(/^passed/);
  });
});
