/** Small enough that core never waits for it, large enough that it is not sent for every line. */
const leastBytes = 32 * 1024;

/**
 * Counts what is on the screen. `tell` hears of it when enough has come together, or when nothing more is being drawn:
 * then core knows that the screen is up to date.
 */
export function creditCounter(tell: (bytes: number) => void): {
  begin(bytes: number): void;
  drawn(bytes: number): void;
} {
  let drawing = 0;
  let owed = 0;
  return {
    begin: (bytes) => {
      drawing += bytes;
    },
    drawn: (bytes) => {
      drawing -= bytes;
      owed += bytes;
      if (owed < leastBytes && drawing > 0) return;
      tell(owed);
      owed = 0;
    },
  };
}
