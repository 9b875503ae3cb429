import type { Node } from './port.ts';

/**
 * For loops that wait until something on nodes answers: the returned function throws once a connection is gone, since
 * from then on no answer can come. An answer that fails cannot tell the two apart.
 */
export function watchConnections(nodes: readonly Node[]): () => void {
  let gone: Error | undefined;
  for (const node of nodes)
    void node.lost.then((reason) => {
      gone ??= reason;
    });
  return () => {
    if (gone) throw gone;
  };
}
