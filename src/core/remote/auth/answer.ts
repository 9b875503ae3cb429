import { LabError } from '../../../shared/errors.ts';

/**
 * Nobody there to answer is no reason to hide what was tried before; a person who cancels is, unless an answer was
 * refused before: then that is what there is to know.
 */
export async function answerOrNone(ask: () => Promise<string>, refused = false): Promise<string | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    if (error.code === 'auth-failed' || (refused && error.code === 'cancelled')) return undefined;
    throw error;
  }
}
