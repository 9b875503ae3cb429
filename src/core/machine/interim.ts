import type { ClientRequest } from 'node:http';
import { LabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';

/** 'Continue' and its like come before an answer, once or twice. */
const mostInterim = 16;

/** Ends a request that is told to continue again and again, without an answer; `who` is the subject of the error's sentence. */
export function limitInterim(request: ClientRequest, who: Words, node?: string): void {
  let left = mostInterim;
  request.on('information', () => {
    left -= 1;
    if (left === 0)
      request.destroy(new LabError('too-large', texts.machine.onlyContinues({ who }), { ...(node && { node }) }));
  });
}
