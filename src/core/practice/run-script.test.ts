import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { practiceCode } from './lines.ts';
import { guarded, type PracticeOptions, runWords } from './run-script.ts';

const program = fileURLToPath(new URL('fixtures/program', import.meta.url));
const schema = z.object({ labs: z.array(z.string()) });
const run = (verb: string, options: PracticeOptions = {}) => runWords(guarded([program, verb]), schema, options);

describe.skipIf(process.platform === 'win32')('a program behind the guard', () => {
  it('tells progress, then its result', async () => {
    const told: string[] = [];
    const onProgress: PracticeOptions['onProgress'] = ({ stage, percent, message }) =>
      told.push(`${stage} ${percent} ${message}`);
    expect(await run('speaks', { onProgress })).toEqual({ labs: [] });
    expect(told).toEqual(['base 10 Unpacking', 'boot 90 node1 …']);
  });

  it('fails with the error of its last line', async () => {
    const error = await run('fails').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'practice-lab', message: 'No source answers.' });
    expect(practiceCode(error)).toBe('mirror-unreachable');
  });

  it('never takes silence or an odd result for a success', async () => {
    await expect(run('dies')).rejects.toThrow(/ended with status 3 .*line 7: oops/);
    await expect(run('odd')).rejects.toThrow(/printed something unexpected/);
    await expect(runWords(['/no/such/program'], schema, {})).rejects.toThrow(/could not be started/);
  });

  it('says so when sudo lets nobody through', async () => {
    await expect(run('refused')).rejects.toMatchObject({
      code: 'sudo-failed',
      message: 'sudo: 3 incorrect password attempts',
    });
  });

  it('is not started when it was cancelled before', async () => {
    await expect(run('speaks', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is stopped with all that it started, and waited for', async () => {
    const abort = new AbortController();
    let pids: number[] = [];
    const onProgress: PracticeOptions['onProgress'] = ({ message }) => {
      pids = message.split(' ').map(Number);
      abort.abort();
    };
    const error = await run('lasts', { signal: abort.signal, onProgress }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'cancelled', message: 'Stopped by a signal.' });
    const [program = 0, tool = 0] = pids;
    expect(isAlive(program)).toBe(false);
    // It got the same signal; the system needs a moment to bury it.
    await vi.waitFor(() => expect(isAlive(tool)).toBe(false), { timeout: 10_000 });
  });

  it('is given up when it says nothing any more, with its last words, and ended', async () => {
    let pids: number[] = [];
    const onProgress: PracticeOptions['onProgress'] = ({ message }) => {
      pids = message.split(' ').map(Number);
    };
    const error = await run('lasts', { patience: 1000, onProgress }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'time-out', message: expect.stringContaining(`output: ${pids.join(' ')}`) });
    expect(pids).toHaveLength(2);
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000 });
  });

  it('ends when whoever started it is killed', async () => {
    const [command = '', ...words] = guarded([program, 'lasts']);
    const source = `require('node:child_process').spawn(process.argv[1], process.argv.slice(2), { stdio: ['pipe', 'inherit', 'inherit'] })`;
    const app = spawn(process.execPath, ['-e', source, command, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: app.stdout }), 'line')) as [string];
    const pids = z.object({ message: z.string() }).parse(JSON.parse(line)).message.split(' ').map(Number);
    expect(pids.filter(isAlive)).toHaveLength(2);
    app.kill('SIGKILL');
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000 });
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
