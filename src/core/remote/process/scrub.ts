import type { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { bytesInWords, tooLarge } from '../../gates/limits.ts';

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

const keptNoise = 256 * 1024;
/** More than any start-up file prints; what never ends is given up here. */
const mostNoise = 4 * 1024 * 1024;

/** `tooMuch` is told once, of noise that has no end. */
export function scrubber(mark: string, tooMuch: () => void = () => {}): Scrubber {
  const line = Buffer.from(`${mark}\n`);
  const noise = tail(keptNoise);
  let dropped = 0;
  let seen = false;
  const scrub = (chunk: Buffer): Buffer | undefined => {
    if (seen) return chunk;
    if (dropped > mostNoise) return undefined;
    // The line may have begun in the chunk before.
    const before = noise.bytes().subarray(-line.length);
    const both = Buffer.concat([before, chunk]);
    const at = both.indexOf(line);
    if (at < 0) {
      dropped += chunk.length;
      noise.add(chunk);
      if (dropped > mostNoise) tooMuch();
      return undefined;
    }
    seen = true;
    noise.add(both.subarray(before.length, Math.max(at, before.length)));
    noise.cut(Math.max(0, before.length - at));
    const rest = both.subarray(at + line.length);
    return rest.length > 0 ? rest : undefined;
  };
  return Object.assign(scrub, { noise: () => noise.bytes().toString('utf8'), seen: () => seen });
}

/** The last bytes of what is added, in one buffer of twice their number: a chunk costs no more than its own copy. */
function tail(most: number) {
  let kept = Buffer.alloc(0);
  let length = 0;
  return {
    add(chunk: Buffer): void {
      const own = chunk.subarray(-most);
      if (length + own.length > kept.length) {
        const before = Math.min(length, most);
        const wider = Buffer.alloc(Math.min(2 * most, Math.max(4096, 2 * (before + own.length))));
        kept.copy(wider, 0, length - before, length);
        kept = wider;
        length = before;
      }
      length += own.copy(kept, length);
    },
    /** Takes some of the last away. */
    cut(bytes: number): void {
      length -= bytes;
    },
    bytes: (): Buffer => kept.subarray(Math.max(0, length - most), length),
  };
}

export const noisy = (node: string): LabError =>
  tooLarge(
    {
      what: texts.process.shellPrints({ node }),
      node,
      remedy: texts.process.shellPrintsRemedy,
    },
    bytesInWords(mostNoise),
  );
