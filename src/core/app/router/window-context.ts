import { implement, ORPCError } from '@orpc/server';
import { LabError } from '../../../shared/errors.ts';
import type { ReportedError } from '../../../shared/run/events.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import { sent } from '../../../shared/texts/wire.ts';
import { contract } from '../../../shared/wire/contract.ts';
import { issueWords } from '../../../shared/zod-words.ts';
import { reportError } from '../../engine/report-error.ts';
import { admit } from './guests.ts';
import type { Rights } from './rights.ts';
import { checkInput, type WindowCalls } from './window-limits.ts';

/** What a shell knows of the window that asks. */
export interface WindowContext {
  /** Resolves when the window has taken nearly all that was sent to it: streams wait for it. */
  ready?: () => Promise<void>;
  calls: WindowCalls;
  /** Whose window it is. */
  rights: Rights;
  /** Told of faults of ours, for the log. */
  note?: (text: string) => void;
}

/** The contract, to be filled in; whatever is thrown reaches the window as an error of the contract, without a stack. */
export const os = implement(contract)
  .$context<WindowContext>()
  .use(async ({ next, context, path }, input) => {
    try {
      const end = context.calls.begin(path.join('.'));
      try {
        checkInput(input);
        const shown = admit(context.rights, path.join('.'), input);
        const result = await next();
        if (isStream(result.output)) {
          const told = shown ? mapped(result.output, shown) : result.output;
          return { ...result, output: untilEnd(told, end) };
        }
        end();
        return shown ? { ...result, output: shown(result.output) } : result;
      } catch (thrown) {
        end();
        throw thrown;
      }
    } catch (thrown) {
      const told = contractError(thrown);
      context.note?.(`${path.join('.')}: ${worthNoting(thrown, told)}`);
      throw told;
    }
  });

const isStream = (output: unknown): output is AsyncGenerator<unknown, unknown> =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output;

async function* mapped(
  source: AsyncGenerator<unknown, unknown>,
  map: (value: unknown) => unknown,
): AsyncGenerator<unknown, void> {
  for await (const value of source) yield map(value);
}

/** Counts until it is over, also where nobody ever asks it for anything. */
function untilEnd(stream: AsyncGenerator<unknown, unknown>, end: () => void): AsyncGenerator<unknown, unknown> {
  const ended = async <R extends IteratorResult<unknown, unknown>>(result: Promise<R>): Promise<R> => {
    try {
      const one = await result;
      if (one.done) end();
      return one;
    } catch (error) {
      end();
      throw error;
    }
  };
  return {
    next: () => ended(stream.next()),
    return: (value) => ended(stream.return(value)),
    throw: (error) => ended(stream.throw(error)),
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return(undefined);
    },
  };
}

/** Of a fault of ours where it was; of all else what the person was told. */
function worthNoting(thrown: unknown, { message, data }: ORPCError<string, unknown>): string {
  const { code } = (data ?? {}) as Partial<ReportedError>;
  return code === 'unexpected' && thrown instanceof Error ? (thrown.stack ?? message) : `${code}: ${message}`;
}

function contractError(thrown: unknown): ORPCError<string, unknown> {
  if (thrown instanceof ORPCError && thrown.code !== 'BAD_REQUEST') return thrown;
  const data = thrown instanceof ORPCError ? badInput(thrown) : reportError(thrown);
  return new ORPCError('LAB', { status: 400, message: data.message, data: withoutUndefined(data) });
}

function badInput({ data }: ORPCError<string, unknown>): ReportedError {
  const [issue] = (data as { issues?: { message: string; path?: PropertyKey[] }[] } | undefined)?.issues ?? [];
  const field = issue?.path?.map(String).join('.');
  const message = issue ? issueWords(issue) : texts.app.doesNotValidate;
  return sent({
    code: 'bad-input',
    message: field ? texts.app.ofField({ field, message }) : message,
  }) as ReportedError;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}

/** A stream whose errors are the contract's, too: they come after the handler has returned. */
export async function* stream<T>(source: AsyncIterable<T>): AsyncGenerator<T, void> {
  try {
    yield* source;
  } catch (thrown) {
    throw contractError(thrown);
  }
}

export const refusedWhile = (what: Words, other: Words | undefined): void => {
  if (other !== undefined)
    throw new LabError('refused', texts.app.busy({ what, other }), {
      remedy: texts.app.busyRemedy,
    });
};
