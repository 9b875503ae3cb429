/** East Asian wide forms and emoji take two columns, marks none. Close to what terminals do, and enough for tables. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u;
const none = /\p{Mn}|\p{Me}|\p{Cf}/u;
const colours = /\x1b\[\d+m/g;

/** Columns that a line of text takes, colours left out. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(colours, '')) width += none.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** The text, or its begin with '…', in one line of at most `width` columns. Only for text without colours. */
export function cut(given: string, width: number): string {
  const text = given.replace(/\s/g, ' ');
  if (widthOf(text) <= width) return text;
  let short = '';
  for (const character of text) {
    if (widthOf(short + character) > width - 1) break;
    short += character;
  }
  return width < 1 ? '' : `${short}…`;
}

/** Lines of at most `width` columns, broken between words where there are any, and at line feeds. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(1, width)));
}

function wrapLine(line: string, width: number): string[] {
  // Spaces in a row are only given up where a line must be broken.
  if (widthOf(line) <= width) return [line];
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (widthOf(joined) <= width) {
      current = joined;
      continue;
    }
    if (current !== '') lines.push(current);
    const split = pieces(word, width);
    current = split.pop() ?? '';
    for (const piece of split) lines.push(piece);
  }
  return [...lines, current];
}

/**
 * A word in pieces of at most `width` columns, each letter looked at once. At least one a piece, so that a wide one in
 * one column cannot stop the splitting.
 */
function pieces(word: string, width: number): string[] {
  const done: string[] = [];
  let [head, columns] = ['', 0];
  for (const character of word) {
    const more = widthOf(character);
    if (head !== '' && columns + more > width) {
      done.push(head);
      [head, columns] = ['', 0];
    }
    head += character;
    columns += more;
  }
  return [...done, head];
}
