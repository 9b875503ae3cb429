import type { ClientRequest } from 'node:http';
import { LabError } from '../../shared/errors.ts';

/** 'Continue' and its like come before an answer, once or twice. */
const mostInterim = 16;

/** Ends a request that is told to continue again and again, without an answer; `who` is the subject of the error's sentence. */
export function limitInterim(request: ClientRequest, who: string, node?: string): void {
  let left = mostInterim;
  request.on('information', () => {
    left -= 1;
    if (left === 0)
      request.destroy(
        new LabError('too-large', `${who} only says to continue, and gives no answer.`, { ...(node && { node }) }),
      );
  });
}
