import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { LabEvent } from '../../shared/run/events.ts';
import { type TestClient, testCore } from './fixtures/test-core.ts';

const seqs = (events: LabEvent[]) => events.map(({ seq }) => seq);

async function all(client: TestClient, lab: string, run: string, from = 1): Promise<LabEvent[]> {
  const events: LabEvent[] = [];
  for await (const batch of await client.runs.events({ lab, run, from })) events.push(...batch);
  return events;
}

describe('runs', () => {
  test('events reach every window, from where it asks on, until the result', async () => {
    const { client, openWindow, addLab, runs } = await testCore();
    const { id: lab } = await addLab();
    const { run } = await client.runs.start({ lab, command: 'check' });
    const [going] = runs.started;
    const both = [all(client, lab, run), all(openWindow().client, lab, run, 3)];
    for (let count = 0; count < 2000; count++) going?.log.emit({ type: 'log', step: 'ping', text: `line ${count}` });
    await going?.end();
    const [first = [], second = []] = await Promise.all(both);
    expect(seqs(first)).toEqual(Array.from({ length: 2002 }, (_, index) => index + 1));
    expect(seqs(second)).toEqual(seqs(first).slice(2));
    expect(first.at(-1)?.type).toBe('result');
  });

  test('a window that comes back asks for the rest, also of a run that is over, also of a past start of the app', async () => {
    const { client, addLab, runs, env } = await testCore();
    const { id: lab, file } = await addLab();
    const { run } = await client.runs.start({ lab, command: 'run' });
    await runs.started[0]?.end();
    expect(seqs(await all(client, lab, run, 2))).toEqual([2]);
    const later = await testCore({ env });
    await later.client.labs.addFile({ path: file });
    expect(seqs(await all(later.client, lab, run))).toEqual([1, 2]);
    const snapshot = await later.client.labs.snapshot({ id: lab });
    expect((await snapshot.next()).value).toMatchObject({ whole: { runs: [{ run, state: 'ok' }] } });
  });

  test('one lab has one run at a time; another lab has its own', async () => {
    const { client, addLab, runs } = await testCore();
    const [one, other] = [await addLab('one'), await addLab('other')];
    const { run } = await client.runs.start({ lab: one.id, command: 'run' });
    await expect(client.runs.start({ lab: one.id, command: 'check' })).rejects.toMatchObject({
      code: 'LAB',
      data: { code: 'refused', remedy: expect.any(String) },
    });
    await client.runs.start({ lab: other.id, command: 'check' });
    expect(runs.started.map(({ request }) => request.command)).toEqual(['run', 'check']);
    await client.runs.cancel({ run });
    expect(runs.started.map(({ cancelled }) => cancelled)).toEqual([true, false]);
    await expect(client.runs.cancel({ run })).rejects.toMatchObject({ data: { code: 'not-found' } });
    await client.runs.start({ lab: one.id, command: 'check' });
  });

  test('two starts in the same moment are one run', async () => {
    const { client, addLab, runs } = await testCore();
    const { id: lab } = await addLab();
    const starts = await Promise.allSettled(
      Array.from({ length: 5 }, () => client.runs.start({ lab, command: 'check' })),
    );
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(runs.started).toHaveLength(1);
  });

  test('options reach the run; what is not given comes from the settings', async () => {
    const { client, addLab, runs } = await testCore();
    const [one, other] = [await addLab('one'), await addLab('other')];
    await client.app.saveSettings({ ...(await client.app.settings()), iperfSeconds: 3 });
    await client.runs.start({ lab: one.id, command: 'undo', step: 'etcd', includeUnowned: true, takeOver: true });
    await client.runs.start({
      lab: other.id,
      command: 'run',
      only: ['ping'],
      iperfSeconds: 7,
      iperfRepeats: 3,
      iperfStreams: 4,
      iperfReverse: true,
    });
    expect(runs.started[0]?.request).toMatchObject({
      step: 'etcd',
      includeUnowned: true,
      takeOver: true,
      options: { iperfSeconds: 3 },
    });
    expect(runs.started[1]?.request).toMatchObject({
      only: ['ping'],
      options: { iperfSeconds: 7, iperfRepeats: 3, iperfStreams: 4, iperfReverse: true },
    });
  });

  test('the card tells of the last run, and no end is neither good nor bad', async () => {
    const { client, addLab, runs } = await testCore();
    const { id: lab } = await addLab();
    const { run } = await client.runs.start({ lab, command: 'reset' });
    const last = async () => (await client.labs.list()).find(({ id }) => id === lab)?.lastRun;
    expect(await last()).toMatchObject({ id: run, command: 'reset', ok: null });
    expect(await last()).toMatchObject({ errors: [], moreErrors: 0 });
    const gone = (node: string) => ({ code: 'unreachable' as const, node, message: `${node} does not answer` });
    const other = (message: string) => ({ code: 'refused' as const, message });
    await runs.started[0]?.end(false, [gone('n1'), gone('n2'), other('one'), other('two'), other('three')]);
    expect(await last()).toMatchObject({
      id: run,
      ok: false,
      errors: [gone('n1, n2'), other('one')],
      moreErrors: 2,
    });
  });

  test('something may be on the nodes after a check or a run, and no more after a reset that was proved', async () => {
    const { client, addLab, runs } = await testCore();
    const { id: lab, mayBeBuilt } = await addLab();
    expect(mayBeBuilt).toBe(false);
    const builtAfter = async (command: 'check' | 'run' | 'reset', isOk: boolean) => {
      await client.runs.start({ lab, command });
      await runs.started.at(-1)?.end(isOk);
      return (await client.labs.list()).find(({ id }) => id === lab)?.mayBeBuilt;
    };
    expect(await builtAfter('check', false)).toBe(true);
    expect(await builtAfter('reset', true)).toBe(false);
    expect(await builtAfter('run', true)).toBe(true);
    expect(await builtAfter('reset', false)).toBe(true);
  });

  test('a stream ends with its window, and the run is in progress', async () => {
    const { client, close, addLab, runs } = await testCore();
    const { id: lab } = await addLab();
    const { run } = await client.runs.start({ lab, command: 'check' });
    const reading = all(client, lab, run).catch(() => 'ended');
    close();
    await expect(reading).resolves.toBe('ended');
    expect(runs.started[0]?.cancelled).toBe(false);
  });

  test('the end of core cancels what is running and waits for it', async () => {
    const { core, client, addLab, runs } = await testCore();
    await client.runs.start({ lab: (await addLab()).id, command: 'run' });
    expect(core.busy()).toBe(true);
    await core.close();
    expect(runs.started[0]?.cancelled).toBe(true);
    expect(core.busy()).toBe(false);
  });

  test('what is unknown or malformed is an error of the contract, without a stack', async () => {
    const { client, addLab } = await testCore();
    const { id: lab } = await addLab();
    const run = randomUUID();
    const nothing = async () => all(client, lab, run);
    await expect(nothing()).rejects.toMatchObject({ code: 'LAB', defined: true, data: { code: 'not-found' } });
    await expect(client.runs.start({ lab: 'file:/etc/passwd', command: 'check' })).rejects.toMatchObject({
      data: { code: 'not-found' },
    });
    await expect(client.runs.start({ lab, command: 'destroy' as 'run' })).rejects.toMatchObject({
      data: { code: 'bad-input', message: expect.stringContaining('command') },
    });
  });
});
