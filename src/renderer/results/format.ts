const prefixes = ['', 'k', 'M', 'G', 'T'];

/** Powers of 1,000, as the network counts; never "1000.00 M". */
export function bitRate(bitsPerSecond: number): string {
  let value = bitsPerSecond;
  let power = 0;
  while (Number(value.toFixed(2)) >= 1000 && power < prefixes.length - 1) {
    value /= 1000;
    power += 1;
  }
  return `${power === 0 ? Math.round(value) : value.toFixed(2)} ${prefixes[power]}bit/s`;
}

export const milliseconds = (ms: number): string => `${ms.toFixed(3)}`;

/** A loss that is not quite 0 % or 100 % is never rounded to look like it. */
export function loss(percent: number): string {
  if (percent === 0 || percent === 100) return `${percent} %`;
  return `${Math.min(99.9, Math.max(0.1, percent)).toFixed(1)} %`;
}
