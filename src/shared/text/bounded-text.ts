export interface TextLimits {
  chars: number;
  lines: number;
}

/** A text, or where it is longer than the limits its begin and its end with a line `…` between, and how much that is not. */
export function boundedText(text: string, { chars, lines }: TextLimits): { text: string; leftOut: number } {
  const third = { chars: Math.floor(chars / 3), lines: Math.floor(lines / 3) };
  const whole = Math.min(text.length, beginOf(text, { chars, lines }));
  if (whole === text.length) return { text, leftOut: 0 };
  const begin = beginOf(text, { chars: 2 * third.chars, lines: 2 * third.lines });
  const end = Math.max(begin, endOf(text, third));
  return { text: `${text.slice(0, begin)}\n…\n${text.slice(end)}`, leftOut: end - begin };
}

/** Where the begin that fits ends: after whole lines, where there are any. */
function beginOf(text: string, { chars, lines }: TextLimits): number {
  let at = 0;
  for (let count = 0; count < lines; count++) {
    const next = text.indexOf('\n', at) + 1;
    if (next === 0 && text.length <= chars) return text.length;
    if (next === 0 || next > chars) return at === 0 ? chars : at;
    at = next;
  }
  return at;
}

function endOf(text: string, { chars, lines }: TextLimits): number {
  const least = text.length - chars;
  let at = text.length;
  for (let count = 0; count < lines && at > least; count++) {
    const before = text.lastIndexOf('\n', at - 2) + 1;
    if (before === 0 || before < least) break;
    at = before;
  }
  return at === text.length ? least : at;
}
