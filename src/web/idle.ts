/** Calls `end` when for so long no window was open and nothing was going on. */
export function endWhenIdle(minutes: number, busy: () => boolean, end: () => void): { windows(open: number): void } {
  let timer: NodeJS.Timeout | undefined;
  let open = 0;
  const wait = () => {
    clearTimeout(timer);
    if (minutes === 0 || open > 0) return;
    timer = setTimeout(() => (busy() ? wait() : end()), minutes * 60_000);
  };
  wait();
  return {
    windows(count) {
      open = count;
      wait();
    },
  };
}
