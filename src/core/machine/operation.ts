import { tellAsked } from './asked.ts';
import type { Conversation, Node, Operation, Programs } from './port.ts';

/** An operation as a value, its arguments and its result typed by what it takes and reads. */
export const operation = <Args = Record<never, never>, Result = void>(
  one: Operation<Args, Result>,
): Operation<Args, Result> => one;

/** The real form of the operations: programs of the machine do them. */
export function operationsBy(programs: Programs): Pick<Node, 'run' | 'converse'> {
  return {
    async run(operation, args, { signal } = {}) {
      tellAsked(programs.name, operation.name);
      const { timeout, expect, maxOutput, stdin, ...what } = operation.program(args);
      const options = { signal, timeout, expect, maxOutput, stdin };
      const answer =
        'script' in what
          ? await programs.script(what.script, what.words, options)
          : await programs.exec(what.argv, options);
      return operation.read(answer, { node: programs.name, args });
    },
    converse: <Args>(conversation: Conversation<Args>, args: Args, how?: { signal?: AbortSignal | undefined }) => {
      tellAsked(programs.name, conversation.name);
      return programs.open(conversation.argv(args), how);
    },
  };
}

/** Where the answer tells nothing that anybody needs. */
export const nothing = (): void => undefined;
