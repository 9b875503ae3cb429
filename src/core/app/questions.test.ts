import { describe, expect, test } from 'vitest';
import type { Question } from '../../shared/wire/question.ts';
import { testCore, until } from './fixtures/test-core.ts';
import { Questions } from './questions.ts';
import type { SecretStore } from './secret-store.ts';

const key = { node: 'n1', host: 'h', port: 22, type: 'ssh-ed25519', fingerprint: 'SHA256:abc' };
const login = { node: 'n1', user: 'root', host: 'h' };
const some = (list: Question[]) => list.length > 0;

function keychain(usable = true) {
  const kept = new Map<string, string>();
  const store: SecretStore = {
    usable: async () => usable,
    get: async (name) => kept.get(name),
    set: async (name, secret) => void kept.set(name, secret),
    delete: async (name) => void kept.delete(name),
  };
  return { kept, store };
}

/** The first question that is open. */
function asked(questions: Questions): Question {
  const [question] = questions.open.value;
  if (!question) throw new Error('nothing is asked');
  return question;
}

/** Lets what was begun go on up to its next question. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('questions', () => {
  test('reach every window with lab and node; the first answer counts for all', async () => {
    const { client, openWindow, addLab, runs } = await testCore();
    const { id: lab } = await addLab();
    await client.runs.start({ lab, command: 'check' });
    const prompts = runs.started[0]?.request.prompts;
    const answer = prompts?.password(login);
    const other = openWindow().client;
    const [question] = await until(client.questions.watch(), some);
    expect(await until(other.questions.watch(), some)).toEqual([question]);
    expect(question).toEqual({ id: expect.any(String), kind: 'password', lab, ...login });
    await other.questions.answer({ id: question?.id ?? '', answer: 'secret' });
    expect(await answer).toBe('secret');
    await until(client.questions.watch(), (list) => list.length === 0);
    await expect(client.questions.answer({ id: question?.id ?? '', answer: 'late' })).rejects.toMatchObject({
      data: { code: 'not-found' },
    });
  });

  test('are withdrawn when nobody waits for the answer any more', async () => {
    const questions = new Questions();
    const abort = new AbortController();
    const answer = questions.prompts('lab', abort.signal).password(login);
    await turn();
    expect(questions.open.value).toHaveLength(1);
    abort.abort();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    expect(questions.open.value).toEqual([]);
  });

  test('a host key is accepted by true alone', async () => {
    for (const [given, accepted] of [
      [true, true],
      [false, false],
      [null, false],
    ] as const) {
      const questions = new Questions();
      const answer = questions.prompts('lab', new AbortController().signal).acceptHostKey(key);
      await questions.answer(asked(questions).id, given);
      expect(await answer).toBe(accepted);
    }
  });

  test('an answer of the wrong kind settles nothing', async () => {
    const questions = new Questions();
    const answer = questions.prompts('lab', new AbortController().signal).acceptHostKey(key);
    await expect(questions.answer(asked(questions).id, 'yes')).rejects.toMatchObject({ code: 'bad-input' });
    expect(questions.open.value).toHaveLength(1);
    await questions.answer(asked(questions).id, false);
    expect(await answer).toBe(false);
  });

  test('declined is cancelled, not an empty password', async () => {
    const questions = new Questions();
    const answer = questions.prompts('lab', new AbortController().signal).sudoPassword({ node: 'n1', user: 'u' });
    await turn();
    const [told] = await Promise.allSettled([answer, questions.answer(asked(questions).id, null)]);
    expect(told).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  });
});

describe('secrets', () => {
  const ask = (questions: Questions, lab = 'lab') => questions.prompts(lab, new AbortController().signal);

  test('are kept only when the person says so, and then not asked for again', async () => {
    const { kept, store } = keychain();
    const questions = new Questions(store);
    for (const remember of [false, true]) {
      const answer = ask(questions).password(login);
      await turn();
      await questions.answer(asked(questions).id, 'secret', remember);
      expect(await answer).toBe('secret');
      expect(kept.size).toBe(remember ? 1 : 0);
    }
    expect(await ask(questions).password(login)).toBe('secret');
  });

  test('of one lab are not given to another one', async () => {
    const { store } = keychain();
    const questions = new Questions(store);
    const answer = ask(questions).password(login);
    await turn();
    await questions.answer(asked(questions).id, 'secret', true);
    await answer;
    void ask(questions, 'other lab').password(login);
    await turn();
    expect(questions.open.value).toHaveLength(1);
  });

  test('that were wrong are forgotten and asked for', async () => {
    const { kept, store } = keychain();
    const questions = new Questions(store);
    const first = ask(questions).password(login);
    await turn();
    await questions.answer(asked(questions).id, 'wrong', true);
    await first;
    const prompts = ask(questions);
    expect(await prompts.password(login)).toBe('wrong');
    const second = prompts.password(login);
    await turn();
    expect(kept.size).toBe(0);
    await questions.answer(asked(questions).id, 'right');
    expect(await second).toBe('right');
  });

  test('are refused where the system would keep them in the clear; the question stays', async () => {
    const { kept, store } = keychain(false);
    const questions = new Questions(store);
    void ask(questions).password(login);
    await turn();
    await expect(questions.answer(asked(questions).id, 'secret', true)).rejects.toMatchObject({ code: 'refused' });
    expect([kept.size, questions.open.value.length]).toEqual([0, 1]);
  });
});
