import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import type { Question } from '../../shared/wire/question.ts';
import { Questions } from './questions.ts';
import { getSudoTicket } from './sudo-ticket.ts';

/** A sudo that notes its arguments, wants `right` once, and then remembers. */
function standInSudo() {
  const dir = temporaryFolder('sudo');
  const script = `#!/bin/sh
echo "$@" >> ${dir}/arguments
[ "$1" = -n ] && exec test -e ${dir}/ticket
read -r password
[ "$password" = right ] && : > ${dir}/ticket
`;
  writeFileSync(path.join(dir, 'sudo'), script);
  chmodSync(path.join(dir, 'sudo'), 0o755);
  return {
    env: { PATH: `${dir}:${process.env.PATH}` },
    hasTicket: () => existsSync(path.join(dir, 'ticket')),
    words: () => readFileSync(path.join(dir, 'arguments'), 'utf8'),
  };
}

/** Answers each question with the next of these. */
function answering(questions: Questions, answers: (string | null)[], signal: AbortSignal): { asked: Question[] } {
  const asked: Question[] = [];
  void (async () => {
    for await (const [question] of questions.open.changes(signal)) {
      if (!question) continue;
      asked.push(question);
      await questions.answer(question.id, answers.shift() ?? null);
    }
  })();
  return { asked };
}

function ask(answers: (string | null)[], uid = 1000) {
  const questions = new Questions();
  const { signal } = new AbortController();
  const sudo = standInSudo();
  const { asked } = answering(questions, answers, signal);
  return { sudo, asked, done: getSudoTicket({ questions, lab: 'practice:p', signal, env: sudo.env, uid }) };
}

test('asks for the password until it is right, and gives it by stdin alone', async () => {
  const { sudo, asked, done } = ask(['wrong', 'right']);
  await done;
  expect(sudo.hasTicket()).toBe(true);
  expect(asked).toMatchObject([
    { kind: 'sudo', lab: 'practice:p', node: 'this computer' },
    { kind: 'sudo', lab: 'practice:p', node: 'this computer' },
  ]);
  expect(sudo.words()).not.toMatch(/right|wrong/);
});

test('gives up after three, and when the person declines', async () => {
  const wrong = ask(['a', 'b', 'c', 'right']);
  await expect(wrong.done).rejects.toMatchObject({ code: 'sudo-failed' });
  expect(wrong.asked).toHaveLength(3);
  await expect(ask([null]).done).rejects.toMatchObject({ code: 'cancelled' });
});

test('asks nothing of root', async () => {
  const { asked, done } = ask([], 0);
  await done;
  expect(asked).toEqual([]);
});

test('without sudo it says so', async () => {
  const { signal } = new AbortController();
  const asking = { questions: new Questions(), lab: 'practice:p', signal, env: { PATH: '/nonexistent' }, uid: 1000 };
  await expect(getSudoTicket(asking)).rejects.toMatchObject({ code: 'practice-lab' });
});

test('ends with its window while sudo itself hangs', async () => {
  const questions = new Questions();
  const sudo = standInSudo();
  writeFileSync(path.join(sudo.env.PATH.split(':')[0] ?? '', 'sudo'), '#!/bin/sh\nexec sleep 60\n');
  const window = new AbortController();
  const asking = getSudoTicket({ questions, lab: 'practice:p', signal: window.signal, env: sudo.env, uid: 1000 });
  setTimeout(() => window.abort(), 100);
  await expect(asking).rejects.toMatchObject({ code: 'cancelled' });
});
