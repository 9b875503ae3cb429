import { markdownTable, seconds } from '../markdown-table.ts';
import type { DrillRow } from './drill-trial.ts';

/** What was named of each drill, and whether the app and a reset healed it. */
export const drillTable = (rows: readonly DrillRow[]): string =>
  markdownTable(
    ['row', 'drill', 'named', 'given away', 'healed', 'reset', 'seconds', ''],
    rows.map(({ row, name, named, away, healed, reset, seconds: took, verdict }) => [
      ...[String(row), name.replace(/^drill (\w+): \d+ /, '$1: '), named || '–', away || '–', healed || '–', reset],
      ...[seconds(took), verdict === 'passed' ? 'right' : 'wrong'],
    ]),
  );
