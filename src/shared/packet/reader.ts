/** Takes numbers and addresses off the front of some bytes; whoever takes looks first how many are left. Past the end all is zero. */
export interface Reader {
  left(): number;
  u8(): number;
  u16(): number;
  u32(): number;
  mac(): string;
  ipv4(): string;
  ipv6(): string;
  take(count: number): Uint8Array;
  /** What is left, not taken. */
  peek(): Uint8Array;
  /** The same bytes from here on, at most so many. */
  upTo(count: number): Reader;
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

export function reader(bytes: Uint8Array): Reader {
  let at = 0;
  const u8 = () => bytes[at++] ?? 0;
  const u16 = () => u8() * 256 + u8();
  const take = (count: number) => {
    const taken = bytes.subarray(at, at + count);
    at += taken.length;
    return taken;
  };
  return {
    ...{ u8, u16, take },
    left: () => Math.max(0, bytes.length - at),
    u32: () => u16() * 65_536 + u16(),
    mac: () => Array.from({ length: 6 }, () => hex(u8(), 2)).join(':'),
    ipv4: () => Array.from({ length: 4 }, u8).join('.'),
    ipv6: () => compressed(Array.from({ length: 8 }, u16)),
    peek: () => bytes.subarray(at),
    upTo: (count) => reader(bytes.subarray(at, at + count)),
  };
}

/** As RFC 5952 writes it: the longest run of zeros is left out. */
function compressed(groups: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at += 1) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
  }
  const words = groups.map((group) => group.toString(16));
  if (best.at < 0) return words.join(':');
  return `${words.slice(0, best.at).join(':')}::${words.slice(best.at + best.length).join(':')}`;
}
