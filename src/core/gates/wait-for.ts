/** A pause; ends early with the signal, or when it is woken. Never rejects. */
export function waitFor(ms: number, { signal, woken }: { signal: AbortSignal; woken?: Promise<void> }): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    if (signal.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
    void woken?.then(end);
  });
}
