import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { type AheadSocket, ChannelsAhead, usual } from './channels-ahead.ts';

function far() {
  const opened: (AheadSocket & { isOver: boolean })[] = [];
  let fails = false;
  const open = async () => {
    if (fails) throw new Error(`down ${opened.push(undefined as never)}`);
    const socket = Object.assign(new PassThrough(), { isOver: false });
    opened.push(socket);
    return socket;
  };
  const fail = (now: boolean) => {
    fails = now;
  };
  return { opened, ahead: new ChannelsAhead(open), fail };
}

test('some are open beside the one that is taken, and as many again after each', async () => {
  const { opened, ahead } = far();
  const first = await ahead.take();
  expect([opened.length, first]).toEqual([usual + 1, opened[0]]);
  expect([await ahead.take(), opened.length]).toEqual([opened[1], usual + 2]);
});

test('one whose far end has gone is not handed out, and does not stay open', async () => {
  const { opened, ahead } = far();
  await ahead.take();
  for (const socket of opened) socket.isOver = true;
  const next = await ahead.take();
  expect(next).toBe(opened[usual + 1]);
  expect(opened.slice(1, usual + 1).every(({ destroyed }) => destroyed)).toBe(true);
});

test('where none can be opened each call tries once and says why, until one can', async () => {
  const { opened, ahead, fail } = far();
  fail(true);
  await expect(ahead.take()).rejects.toThrow('down');
  const tried = opened.length;
  await expect(ahead.take()).rejects.toThrow('down');
  await expect(ahead.take()).rejects.toThrow('down');
  expect(opened.length).toBe(tried + 2);
  fail(false);
  await ahead.take();
  await ahead.take();
  expect(opened.length).toBeGreaterThanOrEqual(tried + 7);
});

test('those that are forgotten are closed', async () => {
  const { opened, ahead } = far();
  const taken = await ahead.take();
  ahead.forget();
  await new Promise(setImmediate);
  expect(opened.filter(({ destroyed }) => destroyed)).toHaveLength(usual);
  expect(taken.destroyed).toBe(false);
});
