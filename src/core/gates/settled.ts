/**
 * How something ended that was begun before it is known whether it is needed: its result, or its error, when it is called.
 */
export async function settled<T>(work: Promise<T>): Promise<() => T> {
  const [end] = await Promise.allSettled([work]);
  return () => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  };
}

/** The result; undefined in place of its error. */
export function orNone<T>(end: () => T): T | undefined {
  try {
    return end();
  } catch {
    return undefined;
  }
}
