import { describe, expect, it } from 'vitest';
import { printingNode } from './fixtures/printing-node.ts';
import { journalReason, readUnit, setUnit, unitRead, unitReason, unitSet } from './unit.ts';

describe('readUnit', () => {
  it.each([
    ['active\nenabled\n', true, true],
    ['activating\ndisabled\n', true, false],
    ['reloading\nstatic\n', true, false],
    ['inactive\ndisabled\n', false, false],
    ['failed\nenabled\n', false, true],
    ['inactive\n', false, false],
    ['', false, false],
  ])('%j: active %s, enabled %s', async (stdout, active, enabled) => {
    expect(await readUnit(printingNode([{ of: unitRead, stdout }]).node, 'etcd.service')).toEqual({ active, enabled });
  });
});

describe('setUnit', () => {
  it('is silent where it worked', async () => {
    const { node, ran } = printingNode([]);
    await setUnit(node, 'docker.service', 'restart');
    expect(ran).toEqual([{ name: 'unit.set', args: { unit: 'docker.service', action: 'restart' } }]);
  });

  it('carries the journal’s reason where it did not', async () => {
    const { node } = printingNode([
      { of: unitSet, stdout: '', status: 1 },
      { of: unitReason, stdout: 'Starting…\nfailed to load: unknown flag\n' },
    ]);
    await expect(setUnit(node, 'docker.service', 'restart')).rejects.toMatchObject({
      code: 'command-failed',
      message: 'docker.service did not restart: failed to load: unknown flag',
      details: { node: 'node1', remedy: expect.stringContaining('journalctl -u docker.service') },
    });
  });
});

describe('journalReason', () => {
  const reasonOf = (text: string) =>
    journalReason(printingNode([{ of: unitReason, stdout: text }]).node, 'docker.service');

  it('takes the lines that say why, not what systemd says of every failure', async () => {
    expect(
      await reasonOf('docker.service: Failed with result\nunable to configure: invalid key\nStopped Docker.\n'),
    ).toBe('unable to configure: invalid key');
  });

  it('takes the last lines where none says why', async () => {
    expect(await reasonOf('one\ntwo\nthree\n')).toBe('two · three');
  });

  it('takes nothing that an engine says of its everyday life', async () => {
    expect(await reasonOf('time="2026" level=info msg="ignoring event" topic=/tasks/delete\n')).toBe('');
  });

  it('is empty where the journal is, and short where it is long', async () => {
    expect(await reasonOf('')).toBe('');
    expect((await reasonOf(`error ${'x'.repeat(5000)}`)).length).toBe(600);
  });
});
