import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';

/** sshd says no to one more session on a connection. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error && /Channel open failure/.test(error.message);

/** How many it allows is not said: a refusal tells only that there were too many just then. */
export const tooFewSessions = (node: string, cause?: unknown): LabError =>
  new LabError('refused', texts.process.tooFewSessions({ node }), {
    ...{ node, remedy: texts.process.tooFewSessionsRemedy },
    cause,
  });
