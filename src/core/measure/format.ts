/** Text for people. Units are those of the field: bit/s and bytes in powers of 1,000, as the network counts them. */

const unknown = 'unknown';
const prefixes = ['', 'k', 'M', 'G', 'T', 'P'];

export function formatBitRate(bitsPerSecond: number | null): string {
  return scaled(bitsPerSecond, 'bit/s');
}

export function formatBytes(bytes: number | null): string {
  return scaled(bytes, 'B');
}

/** Three decimals, as ping prints them. */
export function formatMs(ms: number | null): string {
  return usable(ms) ? `${ms.toFixed(3)} ms` : unknown;
}

/** A loss that is not quite 0 % or 100 % is never rounded to look like it. */
export function formatLoss(percent: number | null): string {
  if (!usable(percent) || percent > 100) return unknown;
  if (percent === 0 || percent === 100) return `${percent} %`;
  return `${Math.min(99.9, Math.max(0.1, percent)).toFixed(1)} %`;
}

/** Two decimals, as the tutorial's 0.71. */
export function formatRatio(ratio: number | null): string {
  return usable(ratio) ? ratio.toFixed(2) : unknown;
}

function usable(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value >= 0;
}

function scaled(value: number | null, unit: string): string {
  if (!usable(value)) return unknown;
  let power = 0;
  let rest = value;
  // 999.996 would be printed as 1000.00: what counts is the number after rounding.
  while (Number(rest.toFixed(2)) >= 1000 && power < prefixes.length - 1) {
    rest /= 1000;
    power += 1;
  }
  return `${power === 0 ? Math.round(rest) : rest.toFixed(2)} ${prefixes[power]}${unit}`;
}

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
