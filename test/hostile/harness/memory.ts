import { readFileSync } from 'node:fs';

const everyMs = 100;

/** How much processes grow at most beyond what they had when they were first looked at. Known on Linux alone. */
export function watchMemory() {
  const first = new Map<number, number>();
  let most: number | undefined;
  const look = () => {
    for (const [pid, start] of first) {
      const now = rss(pid);
      if (now !== undefined) most = Math.max(most ?? 0, now - start);
    }
  };
  const timer = setInterval(look, everyMs);
  return {
    add(pid: number): void {
      const now = rss(pid);
      if (now === undefined) return;
      first.set(pid, now);
      most ??= 0;
    },
    /** Bytes; undefined where nothing could be measured. */
    end(): number | undefined {
      clearInterval(timer);
      return most;
    },
  };
}

function rss(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
