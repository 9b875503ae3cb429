/** So many numbers are named. */
const most = 12;

/**
 * Which numbers Docker has given away, of its bit sequences: 8 bytes how many there are, 8 how many are free, then blocks of 32
 * bits, each with how often it follows itself. Undefined where it is none.
 */
export function bitsInUse(sequence: string): { used: number[]; more: number } | undefined {
  const bytes = Buffer.from(sequence.slice(0, 20_000), 'base64');
  if (bytes.length < 28 || (bytes.length - 16) % 12 !== 0) return undefined;
  const bits = bytes.readBigUInt64BE(0);
  const used: number[] = [];
  let [at, more] = [0n, 0];
  for (let from = 16; from < bytes.length && at < bits; from += 12) {
    const block = bytes.readUInt32BE(from);
    const times = bytes.readBigUInt64BE(from + 4);
    if (block !== 0)
      for (let time = 0n; time < times && time < 256n; time++)
        for (let bit = 0; bit < 32; bit++)
          if ((block >>> (31 - bit)) & 1) {
            const number = at + time * 32n + BigInt(bit);
            if (number >= bits) continue;
            if (used.length < most) used.push(Number(number));
            else more += 1;
          }
    at += times * 32n;
  }
  return { used, more };
}
