/** Ends all at one time: together they take no longer than the slowest. What one throws keeps none of them from its end. */
export async function endAll(ends: readonly (() => Promise<void>)[]): Promise<void> {
  await Promise.allSettled(ends.map(async (end) => end()));
}
