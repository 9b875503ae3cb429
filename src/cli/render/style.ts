import type { Io } from '../io.ts';

/** What the terminal can show. */
export interface Style {
  columns: number;
  rows: number;
  colour: boolean;
  unicode: boolean;
  /** Lines may be redrawn; elsewhere each is written once, when its thing ends. */
  live: boolean;
}

export function styleOf({ stdout, env }: Pick<Io, 'stdout' | 'env'>): Style {
  const terminal = stdout.isTTY === true && env.TERM !== 'dumb';
  return {
    columns: clamp(stdout.isTTY ? stdout.columns : Number(env.COLUMNS)),
    rows: stdout.rows ?? 24,
    // https://no-color.org: any value but the empty one.
    colour: terminal && !env.NO_COLOR,
    unicode: /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || ''),
    live: terminal,
  };
}

function clamp(columns: number | undefined): number {
  return columns !== undefined && columns >= 40 ? Math.min(columns, 120) : columns && columns > 0 ? 40 : 80;
}
