/** Middle value; the machine is noisy, so single runs say little. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export interface Comparison {
  what: string;
  /** Medians, in the unit of the line. */
  ours: number;
  peer: number;
  unit: string;
  /** Largest (or, for `atLeast`, smallest) ratio ours / peer that is aimed at. */
  goal?: { atMost: number } | { atLeast: number };
}

/** One line a comparison: medians, ratio, goal, and whether it was met. */
export function table(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ what, ours, peer, unit, goal }) => {
    const ratio = ours / peer;
    const wanted = !goal ? '' : 'atMost' in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
    const met = !goal ? '' : ('atMost' in goal ? ratio <= goal.atMost : ratio >= goal.atLeast) ? 'met' : 'MISSED';
    return [what, `${ours.toFixed(2)} ${unit}`, `${peer.toFixed(2)} ${unit}`, ratio.toFixed(2), wanted, met];
  });
  const head = ['what', 'app', 'peer', 'ratio', 'goal', ''];
  const widths = head.map((text, column) => Math.max(text.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
