import { describe, expect, test } from 'vitest';
import type { Operation } from '../../shared/wire/operation.ts';
import { testCore, until } from './fixtures/test-core.ts';

const state = (wanted: Operation['state']) => (list: Operation[]) => list.some((one) => one.state === wanted);

describe('the practice lab', () => {
  test('is made with progress, and then there is a card of it', async () => {
    const { client, practice } = await testCore();
    const go = practice.hold();
    const { operation } = await client.practice.up({ name: 'p', nodes: 2, suite: 'bookworm' });
    const [going] = await until(client.operations.watch(), (list) => list[0]?.percent === 50);
    expect(going).toMatchObject({ id: operation, lab: 'practice:p', state: 'running', message: '1 of 2 nodes ready' });
    go();
    expect((await until(client.operations.watch(), state('done')))[0]).toMatchObject({ id: operation, percent: 100 });
    expect(await client.labs.list()).toMatchObject([{ id: 'practice:p', state: 'running' }]);
    expect(practice.calls).toEqual(['up p 2']);
  });

  test('can be cancelled, once', async () => {
    const { client, practice } = await testCore();
    practice.hold();
    const { operation } = await client.practice.up({ name: 'p', nodes: 2, suite: 'trixie' });
    await client.operations.cancel({ id: operation });
    await until(client.operations.watch(), state('cancelled'));
    await expect(client.operations.cancel({ id: operation })).rejects.toMatchObject({ data: { code: 'not-found' } });
  });

  test('a failure is told with its remedy', async () => {
    const { client, practice } = await testCore();
    practice.port.practiceStop = async () => {
      throw Object.assign(new Error('at secret/place.ts:1'), { stack: 'a stack' });
    };
    await client.practice.stop({ name: 'p' });
    const [failed] = await until(client.operations.watch(), state('failed'));
    expect(failed?.error).toEqual({ code: 'unexpected', message: 'at secret/place.ts:1' });
    expect(JSON.stringify(failed)).not.toContain('a stack');
  });

  test('one thing at a time with one lab: no run while it is stopped, no stop while it runs', async () => {
    const { client, practice, runs } = await testCore();
    practice.make('p', 'running');
    practice.make('q', 'running');
    await client.practice.start({ name: 'p' });
    await until(client.operations.watch(), state('done'));
    const go = practice.hold();
    await client.practice.stop({ name: 'p' });
    await expect(client.practice.start({ name: 'p' })).rejects.toMatchObject({ data: { code: 'refused' } });
    await expect(client.runs.start({ lab: 'practice:p', command: 'check' })).rejects.toMatchObject({
      data: { code: 'refused' },
    });
    await client.runs.start({ lab: 'practice:q', command: 'check' });
    await expect(client.practice.down({ name: 'q' })).rejects.toMatchObject({ data: { code: 'refused' } });
    go();
    expect(runs.started.map(({ lab }) => lab.lab.name)).toEqual(['q']);
  });

  test('a card of it is not taken away but deleted', async () => {
    const { client, practice } = await testCore();
    practice.make('p', 'running');
    await client.practice.start({ name: 'p' });
    await until(client.operations.watch(), state('done'));
    await expect(client.labs.remove({ id: 'practice:p' })).rejects.toMatchObject({ data: { code: 'refused' } });
    await client.practice.down({ name: 'p' });
    await until(client.labs.watch(), (cards) => cards.length === 0 || cards[0]?.state === 'invalid');
  });

  test('what is missing on this machine, and what cannot be fixed', async () => {
    const { client } = await testCore();
    expect(await client.practice.requirements()).toEqual({
      ok: false,
      missing: [{ package: 'debootstrap', reason: 'debootstrap is missing' }],
      problems: ['The kernel has no overlay file system'],
    });
  });

  test('names that could be options or paths are refused before anything is started', async () => {
    const { client, practice } = await testCore();
    for (const name of ['-x', '../x', 'a b', 'A', '', 'x'.repeat(32)])
      await expect(client.practice.up({ name, nodes: 2, suite: 'trixie' })).rejects.toMatchObject({
        data: { code: 'bad-input' },
      });
    expect(practice.calls).toEqual([]);
  });
});
