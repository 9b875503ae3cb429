import { describe, expect, it } from 'vitest';
import type { Node } from './port.ts';
import { journalReason, readUnit, setUnit } from './unit.ts';

/** A node whose scripts answer this, the first that fits. */
function nodeThat(answers: [words: RegExp, stdout: string, status?: number][]) {
  const ran: string[] = [];
  const script = async (source: string, args: readonly string[] = []) => {
    ran.push(args.join(' '));
    const [, stdout = '', status = 0] = answers.find(([words]) => words.test(source)) ?? [];
    return { status, stdout, stderr: '' };
  };
  return { node: { name: 'node1', script } as unknown as Node, ran };
}

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
    expect(await readUnit(nodeThat([[/is-active/, stdout]]).node, 'etcd.service')).toEqual({ active, enabled });
  });
});

describe('setUnit', () => {
  it('is silent where it worked', async () => {
    const { node, ran } = nodeThat([]);
    await setUnit(node, 'docker.service', 'restart');
    expect(ran).toEqual(['restart docker.service']);
  });

  it('carries the journal’s reason where it did not', async () => {
    const { node } = nodeThat([
      [/reset-failed/, '', 1],
      [/journalctl/, 'Starting…\nfailed to load: unknown flag\n'],
    ]);
    await expect(setUnit(node, 'docker.service', 'restart')).rejects.toMatchObject({
      code: 'command-failed',
      message: 'docker.service did not restart: failed to load: unknown flag',
      details: { node: 'node1', remedy: expect.stringContaining('journalctl -u docker.service') },
    });
  });
});

describe('journalReason', () => {
  const reasonOf = (text: string) => journalReason(nodeThat([[/journalctl/, text]]).node, 'docker.service');

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
