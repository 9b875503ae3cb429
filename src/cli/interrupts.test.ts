import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EventBody } from '../shared/run/events.ts';
import type { LabStatusOf } from './deps.ts';
import { lasting, standIn } from './fixtures/stand-in.ts';
import { runCli } from './program.ts';

const began: EventBody[] = [
  { type: 'run', command: 'run', nodes: ['node1'], tasks: [{ step: 'etcd', title: 'etcd' }] },
  { type: 'task', step: 'etcd', state: 'applying' },
];

function begun(words: string[], tty = false) {
  const { startRun, state } = lasting(began);
  const stand = standIn({ startRun, tty });
  let code: number | undefined;
  const over = runCli(words, stand.deps).then((given) => {
    code = given;
  });
  const signalled = async (signal: string) => {
    await vi.waitFor(() => expect(stand.signals.listenerCount(signal)).toBe(1));
    await vi.waitFor(() => expect(stand.started).toHaveLength(1));
    stand.signals.emit(signal);
  };
  return { stand, state, over, signalled, code: () => code };
}

describe('Ctrl-C', () => {
  it('cancels the run, waits for its end, and gives 130', async () => {
    const { stand, state, over, signalled, code } = begun(['run']);
    await signalled('SIGINT');
    expect(state.cancels).toBe(1);
    expect(stand.stdout.text).toMatch(/Cancelling: stopping what runs on the nodes/);
    await new Promise(setImmediate);
    expect(code()).toBeUndefined();
    state.ended();
    await over;
    expect([code(), stand.exits]).toEqual([130, []]);
    expect(stand.stdout.text).toMatch(/Cancelled after 1.5 s: 1 cancelled/);
    expect(stand.signals.listenerCount('SIGINT')).toBe(0);
  });

  it.each([['status'], ['reset']])(
    'ends a look at nodes that do not answer, and says that nothing was changed: %s',
    async (word) => {
      const stand = standIn({ tty: true });
      const labStatus: LabStatusOf = (_lab, { signal, slow }) =>
        new Promise((_resolve, reject) => {
          slow?.('node2', 'node2 has not answered for 5 s');
          signal?.addEventListener('abort', () => reject(new Error('closed')), { once: true });
        });
      const over = runCli([word], { ...stand.deps, labStatus });
      await vi.waitFor(() => expect(stand.stdout.text).toContain('node2 has not answered for 5 s\n'));
      stand.signals.emit('SIGINT');
      expect(await over).toBe(130);
      expect(stand.stderr.text).toContain('Nothing was changed');
      expect([stand.exits, stand.signals.listenerCount('SIGINT')]).toEqual([[], 0]);
    },
  );

  it('leaves at once at the second', async () => {
    const { stand, state, over, signalled } = begun(['run']);
    await signalled('SIGINT');
    expect(stand.exits).toEqual([]);
    await signalled('SIGINT');
    expect([stand.exits, state.cancels]).toEqual([[130], 1]);
    state.ended();
    await over;
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('leaves after %s also where the run does not end, and says so', async (signal, expected) => {
    const { stand, state, over, signalled } = begun(['run']);
    await vi.waitFor(() => expect(stand.started).toHaveLength(1));
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    await signalled(signal);
    expect(stand.exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(stand.exits).toEqual([expected]);
    expect(stand.stdout.text).toMatch(/Exiting without waiting/);
    state.ended();
    await over;
    expect(stand.exits).toEqual([expected]);
  });

  it('leaves stdout to JSON', async () => {
    const { stand, state, over, signalled, code } = begun(['run', '--json']);
    await signalled('SIGINT');
    state.ended();
    await over;
    expect(code()).toBe(130);
    expect(stand.stderr.text).toMatch(/Cancelling/);
    const last = stand.stdout.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .at(-1);
    expect(last).toMatchObject({ type: 'result', ok: false });
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('%s cancels too and gives %i', async (signal, expected) => {
    const { state, over, signalled, code } = begun(['run']);
    await signalled(signal);
    await signalled(signal);
    expect(state.cancels).toBe(1);
    state.ended();
    await over;
    expect(code()).toBe(expected);
  });

  it('works in a hidden question too, where the terminal sends no signal', async () => {
    const { stand, state, over, code } = begun(['run'], true);
    await vi.waitFor(() => expect(state.prompts).toBeDefined());
    const answer = state.prompts?.password({ node: 'node1', user: 'root', host: 'h' });
    const second = state.prompts?.password({ node: 'node2', user: 'root', host: 'h' });
    await vi.waitFor(() => expect(stand.stderr.text).toMatch(/Password for root on node1/));
    stand.stdin.write('\x03');
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect(state.cancels).toBe(1);
    expect(stand.stderr.text).not.toMatch(/node2/);
    state.ended();
    await over;
    expect(code()).toBe(130);
  });
});
