/**
 * Continues as another Node: in this very process where this Node can (22.15, 23.11 and later, not on Windows), else beside
 * it. Returns the exit code, where there is somebody left to return to.
 */
export async function handOver(node, words) {
  if (process.execve && process.platform !== 'win32') process.execve(node, [node, ...words], process.env);
  const { runWith } = await import('./run-with.mjs');
  return runWith(node, words);
}
