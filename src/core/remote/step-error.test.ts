import { expect, test } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import { stepErrors } from './step-error.ts';

const hangUp = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const unreachable = new LabError('unreachable', 'The connection to node1 is gone');
const nodes = [
  { name: 'node1', lost: Promise.resolve(unreachable) },
  { name: 'node2', lost: new Promise<undefined>(() => {}) },
];

test('a socket that ended with its node’s connection is told as the lost connection', async () => {
  const ofStep = stepErrors(nodes);
  await Promise.resolve();
  expect(ofStep(hangUp(), 'node1')).toBe(unreachable);
  expect(ofStep(hangUp())).toBe(unreachable);
});

test('where the connection stands, it was the engine', async () => {
  const ofStep = stepErrors(nodes);
  await Promise.resolve();
  expect(ofStep(hangUp(), 'node2')).toMatchObject({ code: 'docker-failed' });
  expect(ofStep(Object.assign(new Error('no such network'), { statusCode: 404 }), 'node1')).toMatchObject({
    code: 'docker-failed',
  });
});

test('an error of ours, and one that is a mistake of ours, stay what they are', () => {
  const ofStep = stepErrors(nodes);
  const [ours, mistake] = [new LabError('refused', 'no'), new TypeError('x is undefined')];
  expect([ofStep(ours, 'node1'), ofStep(mistake, 'node1')]).toEqual([ours, mistake]);
});
