import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../shared/contract.ts';
import { LabError } from '../../shared/errors.ts';
import type { ReportedError } from '../../shared/events.ts';
import { reportError } from '../engine/report-error.ts';

/** What a shell knows of the window that asks. */
export interface WindowContext {
  /** Resolves when the window has taken nearly all that was sent to it: streams wait for it. */
  ready?: () => Promise<void>;
}

/** The contract, to be filled in; whatever is thrown reaches the window as an error of the contract, without a stack. */
export const os = implement(contract)
  .$context<WindowContext>()
  .use(async ({ next }) => {
    try {
      return await next();
    } catch (thrown) {
      throw contractError(thrown);
    }
  });

function contractError(thrown: unknown): ORPCError<string, unknown> {
  if (thrown instanceof ORPCError && thrown.code !== 'BAD_REQUEST') return thrown;
  const data = thrown instanceof ORPCError ? badInput(thrown) : reportError(thrown);
  return new ORPCError('LAB', { status: 400, message: data.message, data: withoutUndefined(data) });
}

function badInput({ data }: ORPCError<string, unknown>): ReportedError {
  const [issue] = (data as { issues?: { message: string; path?: PropertyKey[] }[] } | undefined)?.issues ?? [];
  const field = issue?.path?.map(String).join('.');
  return { code: 'bad-input', message: [field, issue?.message ?? 'does not validate'].filter(Boolean).join(': ') };
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

export const refusedWhile = (what: string, goesOn: string | undefined): void => {
  if (goesOn !== undefined)
    throw new LabError('refused', `${what} cannot begin: ${goesOn} goes on.`, {
      remedy: 'Wait for its end, or cancel it first.',
    });
};
