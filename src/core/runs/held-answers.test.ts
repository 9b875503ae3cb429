import { expect, test, vi } from 'vitest';
import type { Node } from '../machine/port.ts';
import { noPrompts } from '../remote/auth/prompts.ts';
import { HeldAnswers } from './held-answers.ts';
import { NodeSessions } from './node-sessions.ts';

const question = { node: 'n1', user: 'u', host: 'h' };

/** A person who answers with these words, one after another. */
function person(...words: string[]) {
  const say = async () => words.shift() ?? 'no more words';
  return { ...noPrompts, password: say, sudoPassword: say, passphrase: say };
}

test('an answer that was taken is not asked for again; one that was not taken is', async () => {
  const answers = new HeldAnswers();
  const first = answers.answering(person('wrong', 'right', 'sudo'));
  expect(await first.prompts.password(question)).toBe('wrong');
  const second = answers.answering(person('again'));
  expect(await second.prompts.password(question)).toBe('again');
  expect(await first.prompts.password({ ...question, refused: true })).toBe('right');
  // That the node refused another password says nothing of the one for sudo.
  expect(await first.prompts.sudoPassword({ node: 'n1', user: 'u', refused: true })).toBe('sudo');
  first.taken();
  const third = answers.answering(noPrompts).prompts;
  expect(await third.password(question)).toBe('right');
  expect(await third.sudoPassword({ node: 'n1', user: 'u', refused: true })).toBe('sudo');
  await expect(third.password({ ...question, user: 'other' })).rejects.toMatchObject({ code: 'auth-failed' });
  await expect(third.passphrase({ node: 'n1', file: 'key' })).rejects.toMatchObject({ code: 'auth-failed' });
});

test('what is held and refused is asked for, and held no more', async () => {
  const answers = new HeldAnswers();
  const first = answers.answering(person('old'));
  await first.prompts.password(question);
  first.taken();
  const second = answers.answering(person('new'));
  expect(await second.prompts.password(question)).toBe('old');
  expect(await second.prompts.password({ ...question, refused: true })).toBe('new');
  second.taken();
  expect(await answers.answering(noPrompts).prompts.password(question)).toBe('new');
});

const target = { name: 'n1', address: '10.0.0.1', ssh: { host: 'h' }, baseDir: '/labs', ownFiles: true };

test('what is held goes a while after the last connection', async () => {
  vi.useFakeTimers();
  try {
    let questions = 0;
    const prompts = () => ({ ...noPrompts, passphrase: async () => `secret${++questions}` });
    const sessions = new NodeSessions({
      lingerMs: 1000,
      connect: async (to, options) => {
        await options.prompts.passphrase({ node: to.name, file: 'key' });
        return { name: to.name, lost: new Promise(() => {}), close: async () => {} } as unknown as Node;
      },
    });
    await (await sessions.lend(target, { prompts })).close();
    await vi.advanceTimersByTimeAsync(1500);
    await (await sessions.lend(target, { prompts })).close();
    expect(questions).toBe(1);
    await vi.advanceTimersByTimeAsync(2500);
    await sessions.lend(target, { prompts });
    expect(questions).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});
