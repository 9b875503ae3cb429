import { expect, it } from 'vitest';
import type { Prompts } from '../remote/auth/prompts.ts';
import { ClassPrompts } from './class-prompts.ts';

function person() {
  const asked: string[] = [];
  const answer = async ({ node }: { node: string }) => {
    asked.push(node);
    return `given at ${node}`;
  };
  const ask: Prompts = {
    acceptHostKey: async ({ node }) => {
      asked.push(`key of ${node}`);
      return true;
    },
    ...{ password: answer, passphrase: answer, sudoPassword: answer },
  };
  return { asked, prompts: new ClassPrompts(ask) };
}

const key = (fingerprint: string) => ({ node: 'node1', host: 'h1', port: 22, type: 'ssh-ed25519', fingerprint });

it('one password is asked for once, at however many seats', async () => {
  const { asked, prompts } = person();
  const question = (node: string) => ({ node, user: 'root', host: node });
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((seat) => prompts.of(seat).password(question(`node of ${seat}`))),
  );
  expect(new Set(answers)).toEqual(new Set(['given at node of a']));
  expect(asked).toEqual(['node of a']);
});

it('another user, another kind and a node that refuses are asked for by themselves', async () => {
  const { asked, prompts } = person();
  const one = prompts.of('a');
  await one.password({ node: 'n1', user: 'root', host: 'n1' });
  await one.password({ node: 'n2', user: 'student', host: 'n2' });
  await one.sudoPassword({ node: 'n3', user: 'student' });
  expect(await one.password({ node: 'n4', user: 'root', host: 'n4', refused: true })).toBe('given at n4');
  expect(await one.password({ node: 'n5', user: 'root', host: 'n5' })).toBe('given at n1');
  expect(asked).toEqual(['n1', 'n2', 'n3', 'n4']);
});

it('keys are collected without a question, and one yes is for these and no others', async () => {
  const { asked, prompts } = person();
  const collecting = prompts.of('a', { collect: true });
  expect(await collecting.acceptHostKey(key('SHA256:one'))).toBe(false);
  expect(prompts.unknownKeys().map(({ seat, fingerprint }) => [seat, fingerprint])).toEqual([['a', 'SHA256:one']]);
  prompts.acceptSeen();
  expect(await prompts.of('a').acceptHostKey(key('SHA256:one'))).toBe(true);
  // One that came in its place, after the person had looked.
  expect(await prompts.of('a').acceptHostKey(key('SHA256:two'))).toBe(false);
  expect(asked).toEqual([]);
});
