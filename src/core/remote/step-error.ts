import { LabError } from '../../shared/errors.ts';
import type { Node } from '../machine/port.ts';
import { dockerError } from './docker/docker-error.ts';

const socketCodes = new Set(['ECONNRESET', 'EPIPE']);

/**
 * Gives the function that makes an error of ours of what a step threw. A request to an engine knows only that its socket
 * has ended; where the node's connection is gone, that is why.
 */
export function stepErrors(nodes: readonly Pick<Node, 'name' | 'lost'>[]): (thrown: unknown, node?: string) => unknown {
  const gone = new Map<string, Error>();
  for (const { name, lost } of nodes) void lost.then((reason) => reason && gone.set(name, reason));
  return (thrown, node) => {
    if (!(thrown instanceof Error) || thrown instanceof LabError) return thrown;
    const ended = socketCodes.has((thrown as NodeJS.ErrnoException).code ?? '');
    const reason = ended ? whyGone(gone, node) : undefined;
    if (reason) return reason;
    return ended || 'statusCode' in thrown ? dockerError(thrown, node) : thrown;
  };
}

/** A task of the whole lab names no node: then it was the one whose connection is gone. */
function whyGone(gone: ReadonlyMap<string, Error>, node: string | undefined): Error | undefined {
  return node === undefined ? gone.values().next().value : gone.get(node);
}
