import { texts, type Words } from '../../shared/texts/text.ts';
import type { Node } from '../machine/port.ts';
import type { Prompts } from '../remote/auth/prompts.ts';
import type { ConnectOptions } from '../remote/connect.ts';
import { deadline } from '../remote/link/deadline.ts';
import type { LinkState } from '../remote/link/handshake.ts';

/** Milliseconds: a connection is there long before. */
const lateMs = 3_000;

/** Connects; where that takes unusually long, `slow` is told what is waited for, and nothing when it is over. */
export async function sayingWhenLate(
  node: string,
  prompts: Prompts,
  slow: (text: Words | undefined) => void,
  connect: (how: Required<Pick<ConnectOptions, 'prompts' | 'onState'>>) => Promise<Node>,
): Promise<Node> {
  let state: LinkState = 'connecting';
  // It stands still while a person is asked something.
  const late = deadline(lateMs);
  const say = () => slow(lateWords(state)({ node, seconds: lateMs / 1000 }));
  late.signal.addEventListener('abort', say, { once: true });
  const onState = (now: LinkState) => {
    state = now;
    if (late.signal.aborted) say();
  };
  try {
    return await connect({ prompts: late.pausing(prompts), onState });
  } finally {
    late.clear();
    late.signal.removeEventListener('abort', say);
    if (late.signal.aborted) slow(undefined);
  }
}

function lateWords(state: LinkState) {
  if (state === 'connecting' || state === 'retrying') return texts.runs.notAnsweredYet;
  return state === 'ready' ? texts.runs.noHelperYet : texts.runs.notLetInYet;
}
