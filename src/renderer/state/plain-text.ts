/** Sequences that steer a terminal: strings (OSC, DCS, SOS, PM, APC) that are closed, then CSI, then two-byte ones. */
const sequences = [
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)/g,
  /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]/g,
  /\x1b[\x20-\x2f]*[\x30-\x7e]/g,
];
/** Control characters but tab and line feed; marks that reorder or hide text; lone surrogates. */
const characters =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Cs}|[\u{e0000}-\u{e007f}]/gu;

/** Text from a node without what could steer, hide or reorder what is read; keeps \n and \t. */
export function plainText(text: string): string {
  return sequences.reduce((rest, sequence) => rest.replace(sequence, ''), text).replace(characters, '');
}
