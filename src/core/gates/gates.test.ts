import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { boundedChunks, checkText, parseJson } from './limits.ts';
import { readLocalFile, readLocalFileSync } from './local-file.ts';
import { within } from './wait.ts';

const subject = { what: 'the answer of node1', node: 'node1' };

describe('limits', () => {
  it('refuses what has too many bytes, lines or levels, and says which', () => {
    expect(() => checkText('x'.repeat(2049), { bytes: 2048 }, subject)).toThrow(/^The answer of node1 .*2 KB/);
    expect(() => checkText('\n'.repeat(11), { bytes: 99, lines: 10 }, subject)).toThrow(/10 lines/);
    expect(() => checkText(Buffer.from('\n'.repeat(11)), { bytes: 99, lines: 10 }, subject)).toThrow(/10 lines/);
    expect(() => parseJson('['.repeat(65) + ']'.repeat(65), { bytes: 999 }, subject)).toThrow(/64 levels/);
    expect(() => checkText('x'.repeat(11), { bytes: 10 }, subject)).toThrow(
      expect.objectContaining({ code: 'too-large', details: expect.objectContaining({ node: 'node1' }) }),
    );
  });
  it('takes what is within them', () => {
    checkText('\n'.repeat(9), { bytes: 9, lines: 10 }, subject);
    expect(parseJson('{"a":"[[[[\\"{"}', { bytes: 99, depth: 1 }, subject)).toEqual({ a: '[[[["{' });
    expect(parseJson('['.repeat(64) + ']'.repeat(64), { bytes: 999 }, subject)).toHaveLength(1);
  });
  it('stops with the piece that is too much', () => {
    const chunks = boundedChunks({ bytes: 500 }, subject);
    chunks.add(Buffer.alloc(400, '1'));
    expect(() => chunks.add(Buffer.alloc(300, '6'))).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(chunks.text()).toBe('1'.repeat(400));
  });

  it('counts a piece of a byte as what it costs to keep it', () => {
    const chunks = boundedChunks({ bytes: 100_000 }, subject);
    const flood = () => {
      for (let count = 0; count < 1000; count += 1) chunks.add(Buffer.from('1'));
    };
    expect(flood).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});

describe('a local file', () => {
  const folder = temporaryFolder('gate', afterAll);
  const at = (name: string) => path.join(folder, name);
  const read = (file: string, most = 100) => readLocalFile(file, { what: 'a key' }, { most });

  it('is read whole', async () => {
    writeFileSync(at('a'), 'abc');
    expect(String(await read(at('a')))).toBe('abc');
  });
  it.each([
    ['a device that never ends', () => '/dev/zero'],
    ['a terminal', () => '/dev/null'],
    ['a folder', () => folder],
    [
      'a pipe that nobody writes',
      () => {
        execFileSync('mkfifo', [at('pipe')]);
        return at('pipe');
      },
    ],
  ])('that is %s is refused at once', async (_, make) => {
    await expect(read(make())).rejects.toMatchObject({ code: 'bad-input', details: { file: expect.any(String) } });
  });
  it('that is too large, or says that it is empty and is not, is refused', async () => {
    writeFileSync(at('big'), '');
    truncateSync(at('big'), 101);
    await expect(read(at('big'))).rejects.toMatchObject({ code: 'too-large' });
    await expect(read('/proc/self/mountinfo', 5)).rejects.toMatchObject({ code: 'too-large' });
  });
  it('is read at once where nothing can be waited for, and nothing else is', () => {
    writeFileSync(at('b'), 'äb');
    expect(readLocalFileSync(at('b'), 3)).toBe('äb');
    execFileSync('mkfifo', [at('pipe2')]);
    for (const file of [at('none'), at('pipe2'), folder, '/dev/zero', '/proc/self/mountinfo'])
      expect(readLocalFileSync(file, 5), file).toBeUndefined();
    expect(readLocalFileSync(at('b'), 2)).toBeUndefined();
  });
  it('that is not there is undefined', async () => {
    for (const file of [at('none'), path.join(at('a'), 'below'), 'nul\0byte', at('x'.repeat(5000))])
      expect(await read(file)).toBeUndefined();
  });
});

describe('waiting', () => {
  const never = () => new Promise<never>(() => undefined);

  it('gives what comes in time', async () => {
    expect(await within({ what: 'X', ms: 1000 }, async () => 7)).toBe(7);
    await expect(within({ what: 'X', ms: 1000 }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    // Thrown before anything was promised: its clock must not go off later, with nobody there to hear it.
    vi.useFakeTimers();
    const throwing = () => {
      throw new TypeError('no function');
    };
    try {
      await expect(within({ what: 'X', ms: 5 }, throwing)).rejects.toThrow('no function');
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
  it('ends after its time, naming what it waited for', async () => {
    await expect(within({ what: 'Docker on node1', ms: 10, node: 'node1' }, never)).rejects.toMatchObject({
      code: 'time-out',
      message: 'Docker on node1 did not answer within 0 s.',
      details: { node: 'node1' },
    });
  });
  it('keeps no clock where the work throws instead of rejecting', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const thrower = () => {
      throw new Error('at once');
    };
    await expect(within({ what: 'X', ms: 1000 }, thrower)).rejects.toThrow('at once');
    expect(vi.getTimerCount()).toBe(0);
  });
  it('ends with the signal, also where the work does not', async () => {
    const cancel = new AbortController();
    let seen: AbortSignal | undefined;
    const waiting = within({ what: 'X', ms: 10_000, signal: cancel.signal }, (signal) => {
      seen = signal;
      return never();
    });
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen?.aborted).toBe(true);
    await expect(within({ what: 'X', ms: 1, signal: cancel.signal }, never)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
