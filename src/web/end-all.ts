/** Longer than any of them needs: windows have half a second, core two. */
const mostMs = 5000;

/**
 * Ends all at one time: together they take no longer than the slowest, and never longer than five seconds, for whoever
 * ends the program waits. What one throws keeps none of them from its end.
 */
export async function endAll(ends: readonly (() => Promise<void>)[], withinMs = mostMs): Promise<void> {
  const enough = Promise.withResolvers<void>();
  const timer = setTimeout(enough.resolve, withinMs);
  await Promise.race([Promise.allSettled(ends.map(async (end) => end())), enough.promise]);
  clearTimeout(timer);
}
