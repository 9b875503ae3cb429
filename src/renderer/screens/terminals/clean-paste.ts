export interface Paste {
  text: string;
  /** True where sending it would run something: it has a line end in it. */
  several: boolean;
}

/** Text of the clipboard without control characters: an escape in it could end a bracketed paste early. */
export function cleanPaste(raw: string): Paste {
  const text = raw
    .replace(/\r\n?/g, '\n')
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]/g, '')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');
  return { text, several: text.includes('\n') };
}
