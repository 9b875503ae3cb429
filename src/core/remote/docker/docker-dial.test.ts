import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { LabError } from '../../../shared/errors.ts';
import type { Remote } from '../process/program.ts';
import { type AheadSocket, ChannelsAhead, usual } from './channels-ahead.ts';
import { dockerDialer } from './docker-dial.ts';

function engine() {
  const opened: (AheadSocket & { isOver: boolean })[] = [];
  const ahead = new ChannelsAhead(async () => {
    const socket = Object.assign(new PassThrough(), { isOver: false });
    opened.push(socket);
    return socket;
  });
  const remote = { link: { node: 'node1', gone: () => undefined } } as unknown as Remote;
  const before = vi.fn(async () => undefined);
  return { opened, ahead, before, dialer: dockerDialer(remote, ahead, before) };
}

test('who changes nothing takes what is open, unasked; another one is opened after a look, and none beside it', async () => {
  const { opened, ahead, before, dialer } = engine();
  ahead.fill();
  for (let at = 0; at < usual; at++) expect(await dialer.dial()).toBe(opened[at]);
  expect([opened.length, before.mock.calls.length]).toEqual([usual, 0]);
  expect(await dialer.dial()).toBe(opened[usual]);
  expect([opened.length, before.mock.calls.length]).toEqual([usual + 1, 1]);
});

test('none is opened to an engine that went to sleep, though some were open before', async () => {
  const { opened, ahead, before, dialer } = engine();
  ahead.fill();
  await dialer.dial();
  for (const socket of opened) socket.isOver = true;
  before.mockRejectedValue(new LabError('docker-failed', 'it is stopped'));
  await expect(dialer.dial()).rejects.toThrow('it is stopped');
  expect(opened).toHaveLength(usual);
});
