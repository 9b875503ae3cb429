import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { english, type Words } from '../../shared/texts/text.ts';
import type { Node } from '../machine/port.ts';
import { noPrompts } from '../remote/auth/prompts.ts';
import type { LinkState } from '../remote/link/handshake.ts';
import { sayingWhenLate } from './late-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const node = { name: 'node1' } as Node;

function connecting() {
  const said: (string | undefined)[] = [];
  const slow = (text: Words | undefined) => said.push(text === undefined ? text : english(text));
  let tell: (state: LinkState) => void = () => {};
  let there = () => {};
  let ask: () => Promise<string | undefined> = async () => undefined;
  let answer = () => {};
  const prompts = {
    ...noPrompts,
    password: () =>
      new Promise<string>((resolve) => {
        answer = () => resolve('');
      }),
  };
  const over = sayingWhenLate('node1', prompts, slow, (how) => {
    tell = how.onState;
    ask = () => how.prompts.password({ node: 'node1', user: 'root', refused: false } as never);
    return new Promise((resolve) => {
      there = () => resolve(node);
    });
  });
  return {
    said,
    over,
    tell: (state: LinkState) => tell(state),
    there: () => there(),
    ask: () => ask(),
    answer: () => answer(),
  };
}

test('a connection that is there in time says nothing', async () => {
  const { said, over, there } = connecting();
  await vi.advanceTimersByTimeAsync(2_999);
  there();
  expect(await over).toBe(node);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toEqual([]);
});

test('what is late is said by what it is, and that it is over', async () => {
  const { said, over, tell, there } = connecting();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(said).toEqual([expect.stringContaining('node1 has not answered for 3 s')]);
  tell('authenticating');
  tell('ready');
  there();
  await over;
  expect(said.slice(1)).toEqual([
    expect.stringContaining('sshd on node1 has not logged us in'),
    expect.stringContaining('login shell on node1'),
    undefined,
  ]);
});

test('who is asked something is not hurried', async () => {
  const { said, over, there, ask, answer } = connecting();
  await vi.advanceTimersByTimeAsync(1_000);
  const asked = ask();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual([]);
  answer();
  await asked;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(said).toHaveLength(1);
  there();
  await over;
});
