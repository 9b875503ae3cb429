/**
 * Drops what comes before a line that says `mark`: a talkative shell start-up file, sudo's lecture, its prompt.
 * Feed it every chunk; it gives back the bytes that are the program's own.
 */
export interface Scrubber {
  (chunk: Buffer): Buffer | undefined;
  /** What was dropped so far, as text: the only place where sudo and sshd can have said why nothing started. */
  noise(): string;
  seen(): boolean;
}

const mostNoise = 256 * 1024;

export function scrubber(mark: string): Scrubber {
  const line = Buffer.from(`${mark}\n`);
  let noise = Buffer.alloc(0);
  let seen = false;
  const scrub = (chunk: Buffer): Buffer | undefined => {
    if (seen) return chunk;
    noise = Buffer.concat([noise, chunk]);
    const at = noise.indexOf(line);
    if (at < 0) {
      if (noise.length > mostNoise) noise = noise.subarray(-mostNoise);
      return undefined;
    }
    seen = true;
    const rest = noise.subarray(at + line.length);
    noise = noise.subarray(0, at);
    return rest.length > 0 ? rest : undefined;
  };
  return Object.assign(scrub, { noise: () => noise.toString('utf8'), seen: () => seen });
}
