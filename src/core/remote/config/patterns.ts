/** How many characters of the pattern, from `at` on, stand for this one character; 0 where they do not match it. */
type WidthAt = (pattern: string, at: number, char: string) => number;

const oneWidth: WidthAt = (pattern, at, char) => (pattern[at] === '?' || pattern[at] === char ? 1 : 0);

/** `*`, and what `widthAt` knows: `?` alone unless told. No regular expression, so a hostile pattern cannot make it slow. */
export function patternMatches(pattern: string, text: string, widthAt = oneWidth): boolean {
  let [p, t, star, resume] = [0, 0, -1, 0];
  while (t < text.length) {
    const width = widthAt(pattern, p, text[t] ?? '');
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (width > 0) {
      p += width;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** As OpenSSH reads a list of patterns: any of them may match, none that begins with `!` may. */
export function anyMatches(patterns: readonly string[], name: string): boolean {
  let found = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    if (!patternMatches(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}
