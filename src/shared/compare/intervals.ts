/** Where the mean of all possible measurements lies with a confidence of 95 %. */
export interface Interval {
  mean: number;
  low: number;
  high: number;
  times: number;
}

/** Student's t for 95 %, two-sided, by degrees of freedom from 1 on; any table of statistics has them. */
const studentT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093,
];

/** Undefined of none. One value has no interval: `low` and `high` are without end. */
export function intervalOf(values: readonly number[]): Interval | undefined {
  const times = values.length;
  if (times === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / times;
  const t = times === 1 ? Number.POSITIVE_INFINITY : (studentT[times - 2] ?? 2.093);
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = times === 1 ? t : t * Math.sqrt(spread / (times - 1) / times);
  return { mean, low: mean - half, high: mean + half, times };
}

/** What two intervals allow to say: which mean is larger, or nothing where they overlap. */
export function larger(one: Interval | undefined, other: Interval | undefined): 'first' | 'second' | undefined {
  if (!one || !other) return undefined;
  if (one.low > other.high) return 'first';
  return other.low > one.high ? 'second' : undefined;
}
