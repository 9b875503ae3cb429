import { LabError, wordsOf } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { httpProgram } from './ask-http-program.ts';
import { operation } from './operation.ts';
import type { Node } from './port.ts';
import { getJson, type JsonAnswer, parsed } from './tunnel-http.ts';

/** One thing that is asked of an HTTP service which the node can reach. */
export interface Question {
  host: string;
  port: number;
  path: string;
  /** Asked again until this, a regular expression of perl's, is found in the answer, or the patience is at its end. */
  until?: string;
}

export type Answer = JsonAnswer | { error: LabError };

interface Asked {
  questions: readonly Question[];
  /** Milliseconds for each answer. */
  timeout: number;
  /** Milliseconds in which those with `until` are asked again. */
  patience: number;
}

/** What is read of an answer at most: about members and single keys there are some hundred bytes. */
const limits = { bytes: 256 * 1024 };

/** Asks all of them at the same time, in one exchange with the node; undefined where it has no perl. */
export const httpAsk = operation<Asked, Answer[] | undefined>({
  name: 'http.ask',
  program: ({ questions, timeout, patience }) => ({
    script: 'command -v perl >/dev/null || exit 43; exec perl -e "$@"',
    words: [
      httpProgram,
      String(timeout / 1000),
      String(patience / 1000),
      String(limits.bytes),
      ...questions.flatMap(({ host, port, path, until = '' }) => [host, String(port), path, until]),
    ],
    expect: [0, 43],
    timeout: timeout + patience + 10_000,
    maxOutput: 2 * limits.bytes * questions.length + 10_000,
  }),
  read({ status, stdout }, { node, args }) {
    if (status === 43) return undefined;
    const lines = stdout.split('\n');
    return args.questions.map((question, index) => {
      const [, word = '', rest = ''] = /^(\S+) ?(.*)$/.exec(lines[index] ?? '') ?? [];
      const text = word === 'said' ? Buffer.from(rest, 'hex').toString('utf8') : undefined;
      return answerOf(question, text ?? { error: rest || '-' }, { node, timeout: args.timeout });
    });
  },
});

function answerOf(
  { host, port, path }: Question,
  said: string | { error: string },
  { node, timeout }: { node: string; timeout: number },
): Answer {
  const where = `http://${host}:${port}${path}`;
  const notAsked = (why: Words) => ({
    error: new LabError('unreachable', texts.machine.notAsked({ where, node, why }), { node }),
  });
  if (typeof said !== 'string') {
    if (said.error !== 'late') return notAsked(said.error.slice(0, 200));
    return {
      error: new LabError('time-out', texts.machine.noAnswer({ where, node, milliseconds: timeout }), { node }),
    };
  }
  const end = said.indexOf('\r\n\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(said)?.[1];
  if (status === undefined || end < 0) return notAsked(texts.machine.closedUnanswered);
  try {
    return { status: Number(status), json: parsed(said.slice(end + 4), where, node) };
  } catch (error) {
    if (error instanceof LabError) return { error };
    throw error;
  }
}

/**
 * Asks HTTP services that only the node can reach, e.g. etcd: all in one exchange where the node has perl, each by a connection
 * of its own where it has none. Any status is an answer. Whether what `until` waits for has come the caller judges. Throws
 * where the node itself does not answer.
 */
export async function askHttp(
  node: Node,
  questions: readonly Question[],
  { signal, timeout = 5000, patience = 0 }: { signal: AbortSignal; timeout?: number; patience?: number },
): Promise<Answer[]> {
  // What goes wrong with the node itself is no answer of the service, and nobody should look for it there.
  const answers = await node.run(httpAsk, { questions, timeout, patience }, { signal });
  return answers ?? Promise.all(questions.map((question) => askOne(node, question, { signal, timeout })));
}

/** Who cancelled hears of it; whatever else went wrong is what came of the question. */
function asAnswer(thrown: unknown, node: Node, signal: AbortSignal): Answer {
  signal.throwIfAborted();
  if (!(thrown instanceof LabError))
    return { error: new LabError('unreachable', wordsOf(thrown), { node: node.name, cause: thrown }) };
  if (thrown.code === 'cancelled') throw thrown;
  return { error: thrown };
}

async function askOne(
  node: Node,
  { host, port, path }: Question,
  how: { signal: AbortSignal; timeout: number },
): Promise<Answer> {
  try {
    return await getJson(node, host, port, path, how);
  } catch (thrown) {
    return asAnswer(thrown, node, how.signal);
  }
}

/** The answer, or what went wrong is thrown. */
export function answered(answer: Answer | undefined): JsonAnswer {
  if (answer && !('error' in answer)) return answer;
  throw answer?.error ?? new LabError('unreachable', texts.machine.closedUnanswered);
}
