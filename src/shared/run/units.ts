/** Text for people. Units are those of the field: bit/s and bytes in powers of 1,000, as the network counts them. */

const unknown = 'unknown';
const prefixes = ['', 'k', 'M', 'G', 'T', 'P'];

export function formatBitRate(bitsPerSecond: number | null): string {
  return scaled(bitsPerSecond, 'bit/s');
}

/** Two figures at most: for what is another each second. */
export const roughBitRate = (bitsPerSecond: number): string => scaled(bitsPerSecond, 'bit/s', 2);

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

/** With two decimals, or as many figures as are given. */
function scaled(value: number | null, unit: string, figures?: number): string {
  if (!usable(value)) return unknown;
  let power = 0;
  let rest = figures === undefined ? value : Number(value.toPrecision(figures));
  // 999.996 would be printed as 1000.00: what counts is the number after rounding.
  while (Number(rest.toFixed(2)) >= 1000 && power < prefixes.length - 1) {
    rest /= 1000;
    power += 1;
  }
  const shown = figures === undefined ? rest.toFixed(2) : String(Number(rest.toPrecision(figures)));
  return `${power === 0 ? Math.round(rest) : shown} ${prefixes[power]}${unit}`;
}
