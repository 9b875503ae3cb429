import { afterEach, describe, expect, it, vi } from 'vitest';
import { standIn } from './fixtures/stand-in.ts';
import { terminalPrompts } from './prompts.ts';

function asked(tty = true) {
  const stand = standIn({ tty });
  const asking = { whileAsking: <T>(ask: () => Promise<T>) => ask(), interrupted: vi.fn(), isCancelled: () => false };
  const prompts = terminalPrompts(stand.deps.io, asking);
  const answer = async (question: RegExp, typed: string) => {
    await vi.waitFor(() => expect(stand.stderr.text).toMatch(question));
    stand.stdin.write(typed);
  };
  return { stand, prompts, answer, asking };
}
const key = { node: 'node1', host: '127.0.0.1', port: 2201, type: 'ssh-ed25519', fingerprint: 'SHA256:abc' };

describe('prompts on a terminal', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each(['xterm', 'dumb'])('never shows a secret, TERM is %s', async (term) => {
    vi.stubEnv('TERM', term);
    const { stand, prompts, answer } = asked();
    const password = prompts.password({ node: 'node1', user: 'ann', host: '127.0.0.1' });
    await answer(/Password for ann on node1 \(127\.0\.0\.1\): /, 'tr0ub4dor\x7f\x7for\r');
    expect(await password).toBe('tr0ub4dor');
    const sudo = prompts.sudoPassword({ node: 'node1', user: 'ann' });
    await answer(/sudo password for ann on node1: /, 's3cret\n');
    expect(await sudo).toBe('s3cret');
    const phrase = prompts.passphrase({ node: 'node1', file: '/k' });
    // The history must not give back what was typed before.
    await answer(/Passphrase for \/k, used for node1: /, '\x1b[A\r');
    expect(await phrase).toBe('');
    expect(stand.stderr.text + stand.stdout.text).not.toMatch(/tr0|s3cret|dor|\*/);
  });

  it('asks one at a time, in the order of asking', async () => {
    const { stand, prompts, answer } = asked();
    const both = Promise.all(['node1', 'node2'].map((node) => prompts.password({ node, user: 'u', host: 'h' })));
    await answer(/node1/, 'one\r');
    await answer(/node2/, 'two\r');
    expect(await both).toEqual(['one', 'two']);
    expect(stand.stderr.text.indexOf('node1')).toBeLessThan(stand.stderr.text.indexOf('node2'));
  });

  it.each([
    ['yes\r', true],
    ['no\r', false],
    ['y\r', undefined],
  ])('a host key is accepted by the word only: %j', async (typed, accepted) => {
    const { stand, prompts, answer } = asked();
    const question = prompts.acceptHostKey(key);
    await answer(/Type yes or no/, typed);
    if (accepted === undefined) await answer(/Please type 'yes' or 'no'/, 'no\r');
    expect(await question).toBe(accepted ?? false);
    for (const part of ['node1', '127.0.0.1', '2201', 'ssh-ed25519', 'SHA256:abc'])
      expect(stand.stderr.text).toContain(part);
  });

  it('shows nothing that a node could steer the terminal with', async () => {
    const { stand, prompts, answer } = asked();
    const question = prompts.acceptHostKey({ ...key, type: 'x\x1b[2J\u202e\nnode2: password', fingerprint: '\x9b31m' });
    await answer(/Type yes or no/, 'no\r');
    await question;
    // What the editing of the answer writes itself comes after the question.
    expect(stand.stderr.text.split('Is it')[0]).not.toMatch(/[\x1b\x9b\u202e]|\nnode2/);
  });

  it('ends with cancelled at the end of input', async () => {
    const { stand, prompts } = asked();
    const question = prompts.password({ node: 'n', user: 'u', host: 'h' });
    await vi.waitFor(() => expect(stand.stderr.text).toMatch(/Password/));
    stand.stdin.end();
    await expect(question).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('without a terminal nothing is asked and no key accepted', async () => {
  const { stand, prompts } = asked(false);
  expect(await prompts.acceptHostKey(key)).toBe(false);
  await expect(prompts.password({ node: 'n', user: 'u', host: 'h' })).rejects.toMatchObject({ code: 'auth-failed' });
  expect(stand.stderr.text).toBe('');
});
