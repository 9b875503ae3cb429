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
  goal?: Goal;
  /** Why there is nothing to compare with. */
  missing?: string | undefined;
}

/** What is aimed at: a ratio ours / peer, or a difference in the unit of the line. */
type Goal = { atMost: number } | { atLeast: number } | { moreThan: number } | { atMostMore: number };

const goals = {
  atMost: { sign: '≤', met: (ours: number, peer: number, goal: number) => ours / peer <= goal },
  atLeast: { sign: '≥', met: (ours: number, peer: number, goal: number) => ours / peer >= goal },
  moreThan: { sign: '>', met: (ours: number, peer: number, goal: number) => ours / peer > goal },
  atMostMore: { sign: '≤ +', met: (ours: number, peer: number, goal: number) => ours - peer <= goal },
};

function judged({ ours, peer, unit, goal }: Comparison): [wanted: string, met: string] {
  if (!goal) return ['', ''];
  const [kind, value] = Object.entries(goal)[0] as [keyof typeof goals, number];
  const { sign, met } = goals[kind];
  const wanted = kind === 'atMostMore' ? `${sign}${value} ${unit}` : `${sign} ${value}`;
  return [wanted, met(ours, peer, value) ? 'met' : 'MISSED'];
}

/** One line a comparison: medians, ratio, goal, and whether it was met. */
export function table(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map((comparison) => {
    const { what, ours, peer, unit, missing } = comparison;
    const [wanted, met] = judged(comparison);
    const own = `${ours.toFixed(2)} ${unit}`;
    if (missing) return [what, own, '–', '–', wanted, `not measured: ${missing}`];
    return [what, own, `${peer.toFixed(2)} ${unit}`, (ours / peer).toFixed(2), wanted, met];
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
