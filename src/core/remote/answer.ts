import { LabError } from '../../shared/errors.ts';

/** Nobody there to answer is no reason to hide what was tried before; a person who cancels is. */
export async function answerOrNone(ask: () => Promise<string>): Promise<string | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof LabError && error.code === 'auth-failed') return undefined;
    throw error;
  }
}
