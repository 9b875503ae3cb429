import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { countDown, ServerOutput } from './live-rate.ts';

describe('what a server prints', () => {
  const signal = new AbortController().signal;
  const server = (text = '') => {
    const output = new PassThrough();
    output.write(text);
    return { output, said: new ServerOutput(output) };
  };
  const interval = (at: number, rate: string, id = '  5') =>
    `[${id}]   ${at}.00-${at + 1}.00   sec  1.00 GBytes  ${rate} Gbits/sec\n`;

  test('it listens', async () => {
    const { output, said } = server('----\nServer lis');
    const listening = said.listening(signal);
    output.write('tening on 5201\n');
    await listening;
  });

  test('whoever waits for it may stop', async () => {
    const { said } = server();
    await expect(said.listening(AbortSignal.abort())).rejects.toThrow();
  });

  test('the rate is that of the last whole line', async () => {
    const { output, said } = server(interval(0, '8.10') + interval(1, '9.20'));
    output.write(interval(2, '7.70').slice(0, 30));
    await vi.waitFor(() => expect(said.rate(1)).toBe(9.2e9));
  });

  test('of several streams it is that of all', async () => {
    const { said } = server(interval(0, '1.00') + interval(0, '1.50', '  8') + interval(0, '2.50', 'SUM'));
    await vi.waitFor(() => expect(said.rate(2)).toBe(2.5e9));
  });

  test('a server that floods is not kept', async () => {
    const { output, said } = server();
    for (let count = 0; count < 200; count += 1) output.write('x'.repeat(50_000));
    output.write(`\n${interval(0, '3.00')}`);
    await vi.waitFor(() => expect(said.rate(1)).toBe(3e9));
  });

  test('one that tells no rate has none', () => expect(server('Server listening\n').said.rate(1)).toBeUndefined());
});

describe('the time that is left', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function told(seconds: number): Promise<number[]> {
    const left: number[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const counting = countDown(promise, seconds, (one) => left.push(one));
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 500);
    resolve();
    await counting;
    await vi.advanceTimersByTimeAsync(10_000);
    return left;
  }

  test('is told every second', async () => expect(await told(4)).toEqual([4, 3, 2, 1]));

  test('is told sixty times of an hour', async () => expect((await told(3600)).length).toBeLessThanOrEqual(61));

  test('is told no more after a failure', async () => {
    const left: number[] = [];
    await expect(countDown(Promise.reject(new Error('refused')), 9, (one) => left.push(one))).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(left).toEqual([9]);
  });
});
