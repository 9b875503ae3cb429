import { EventEmitter } from 'node:events';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { Outcome } from '../../test/hostile/harness/run-suite.ts';
import { isBad, tableOf } from '../../test/hostile/harness/table.ts';
import { frameCases } from '../../test/hostile/support/frame-cases.ts';

const outcome = (more: Partial<Outcome>): Outcome => ({
  ...{ name: 'files', seconds: 1, grown: 0, least: 10 },
  ...{ tried: 10, accepted: 0, crashed: 0, hung: 0, notes: [] },
  ...more,
});

describe('the end of a hostile suite', () => {
  test('is good where all that was promised was tried, or where it says why nothing could be', () => {
    expect(isBad(outcome({}))).toBe(false);
    expect(isBad(outcome({ tried: 0, skipped: 'not here' }))).toBe(false);
  });

  test('is bad where less was tried, whatever it says', () => {
    const short = outcome({ tried: 9, skipped: 'the time was up' });
    expect(isBad(short)).toBe(true);
    expect(tableOf([short])).toContain('- files: only 9 of 10 were tried');
    expect(isBad(outcome({ tried: 0, least: 0 }))).toBe(true);
  });

  test.each(['accepted', 'crashed', 'hung'])('is bad where anything %s', (kind) => {
    expect(isBad(outcome({ [kind]: 1 }))).toBe(true);
  });
});

/** An app that answers each frame with so many of these statuses; without any it ends the socket. */
function app(answers: (frame: string) => number[] | 'close'): WebSocket {
  const socket = new EventEmitter();
  const send = (data: string | Buffer) => {
    const frame = String(data);
    const id = frame.startsWith('{"i":"after"') ? 'after' : '1';
    queueMicrotask(() => {
      const all = answers(frame);
      if (all === 'close') return socket.emit('close');
      for (const s of all) socket.emit('message', Buffer.from(JSON.stringify({ i: id, p: { s } })));
    });
  };
  return Object.assign(socket, { send, readyState: 1, OPEN: 1 }) as unknown as WebSocket;
}

const caseOf = (name: string) => {
  const found = frameCases(true).find((one) => one.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return found;
};

describe('hostile frames', () => {
  const isProbe = (frame: string) => frame.startsWith('{"i":"after"');

  test('a call is refused by an error or an end of the socket; success is none', async () => {
    const { run } = caseOf('call of toString');
    expect(await run(app(() => [404]))).toBe(false);
    expect(await run(app(() => 'close'))).toBe(false);
    expect(await run(app(() => [200]))).toBe(true);
  });

  test('of what is no call nothing is answered, and the next call is', async () => {
    const { run } = caseOf('frame no json');
    expect(await run(app((frame) => (isProbe(frame) ? [200] : [])))).toBe(false);
    expect(await run(app(() => 'close'))).toBe(false);
    expect(await run(app((frame) => (isProbe(frame) ? [200] : [200])))).toBe(true);
    await expect(run(app((frame) => (isProbe(frame) ? [500] : [])))).rejects.toThrow('not answered');
  });

  test('silence is no answer', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const silent = ['call of toString', 'frame no json'].map((name) => caseOf(name).run(app(() => [])));
    const ends = Promise.allSettled(silent);
    await vi.advanceTimersByTimeAsync(5000);
    for (const end of await ends) expect(end.status).toBe('rejected');
  });
});
