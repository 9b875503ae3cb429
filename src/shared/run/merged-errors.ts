import type { ReportedError } from './events.ts';

/** Errors that say the same of several nodes, or of several steps, as one: the nodes together, cause and remedy once. */
export function mergedErrors(errors: readonly ReportedError[]): ReportedError[] {
  const merged = new Map<string, { error: ReportedError; words: string; nodes: string[] }>();
  for (const error of errors) {
    const { code, remedy, diagnosis, node } = error;
    // The same words but for the node's own name are the same error.
    const words = node ? error.message.replaceAll(node, '\0') : error.message;
    const key = JSON.stringify([code, words, remedy, diagnosis]);
    const known = merged.get(key);
    if (!known) merged.set(key, { error, words, nodes: node ? [node] : [] });
    else if (node && !known.nodes.includes(node)) known.nodes.push(node);
  }
  return [...merged.values()].map(({ error, words, nodes }) => {
    if (nodes.length < 2) return error;
    const together = nodes.join(', ');
    return { ...error, node: together, message: words.replaceAll('\0', together) };
  });
}
