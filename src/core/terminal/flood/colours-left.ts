const [esc, bracket, colour] = [0x1b, 0x5b, 0x6d];

/** More than floods use between two resets: a colour is counted once, however often it was set. */
const most = 4096;

/** What sets one colour and nothing else; whatever sets it later leaves nothing of it. */
const colourOf = [
  /^(3[0-79]|9[0-7]|38(;5;\d+|;2;\d+;\d+;\d+|:5:\d+|:2::\d+:\d+:\d+))$/,
  /^(4[0-79]|10[0-7]|48(;5;\d+|;2;\d+;\d+;\d+|:5:\d+|:2::\d+:\d+:\d+))$/,
  /^(59|58(;5;\d+|;2;\d+;\d+;\d+|:5:\d+|:2::\d+:\d+:\d+))$/,
];

/**
 * The sequences (SGR) that give text the colours and looks which it has after all of these: the last of each, back to
 * where all are reset. Each sets what it sets whatever was set before, so that an earlier one of the same does nothing.
 * The bytes begin outside of a sequence, and are plain (`Scanned`). Undefined where it would be too much.
 */
export function coloursLeft(bytes: Buffer): Buffer | undefined {
  const text = bytes.toString('latin1');
  const seen = new Set<string>();
  const kinds = new Set<number>();
  const last: string[] = [];
  let length = 0;
  for (let at = bytes.length - 1; at >= 0; at--) {
    if (bytes[at] !== esc) continue;
    const end = endOf(bytes, at);
    if (bytes[end] !== colour) continue;
    const set = text.slice(at + 2, end);
    if (seen.has(set)) continue;
    seen.add(set);
    const kind = colourOf.findIndex((pattern) => pattern.test(set));
    if (kinds.has(kind)) continue;
    if (kind >= 0) kinds.add(kind);
    last.unshift(text.slice(at, end + 1));
    length += end + 1 - at;
    if (length > most) return undefined;
    if (/^0*(;|$)/.test(set)) break;
  }
  return Buffer.from(last.join(''), 'latin1');
}

function endOf(bytes: Buffer, from: number): number {
  let at = from + 2;
  if (bytes[from + 1] !== bracket) return from;
  while ((bytes[at] as number) < 0x40) at++;
  return at;
}
