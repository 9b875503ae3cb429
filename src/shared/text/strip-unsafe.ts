/**
 * Whole terminal sequences, so that no `[31m` stays behind: closed OSC, DCS, SOS, PM and APC strings, then CSI, then the
 * short ones. A string ends at its terminator or is none, so an unclosed one cannot swallow the lines after it; and none
 * holds what opens another, so no character is looked at twice.
 */
const sequences = [
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f\n]*(?:\x07|\x1b\\|\x9c)/g,
  /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]/g,
  /\x1b[\x20-\x2f]*[\x30-\x7e]/g,
];

/** C0 but tab and line feed, DEL, C1; bidi marks, embeddings, isolates; zero-width and tag characters; lone surrogates. */
const characters =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|[\u{e0000}-\u{e007f}]/gu;

/** Text from a node without what could steer a terminal or reorder what is read; keeps \n and \t. */
export function stripUnsafe(text: string): string {
  return sequences.reduce((rest, sequence) => rest.replace(sequence, ''), text).replace(characters, '');
}
