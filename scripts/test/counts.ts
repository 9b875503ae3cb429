import { z } from 'zod';

/** What came of tests. Every skip has its reason. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: Skip[];
  /** A line for each test that failed, or passed only when it was tried again. */
  notes: string[];
}

export interface Skip {
  count: number;
  reason: string;
}

export const countsSchema: z.ZodType<Counts> = z.object({
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  skipped: z.array(z.object({ count: z.int().positive(), reason: z.string() })),
  notes: z.array(z.string()),
});

export function sum(all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    skipped: all.flatMap(({ skipped }) => skipped),
    notes: all.flatMap(({ notes }) => notes),
  };
}

/** The last line of everything that runs tests here; machines read it. */
export function plainLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skippedIn(skipped)} skipped`;
}

export const skippedIn = (skipped: readonly Skip[]): number => skipped.reduce((total, { count }) => total + count, 0);

/** Counts of a program that ends with such a line, and says `skipped NAME: REASON` for what it left out. */
export function readPlain(output: string): Counts | undefined {
  const lines = output.trimEnd().split('\n');
  const match = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(lines.at(-1) ?? '');
  if (!match) return undefined;
  const [passed = 0, failed = 0, left = 0] = match.slice(1).map(Number);
  const skipped = lines.flatMap((line) => {
    const reason = /^skipped (.+)$/.exec(line)?.[1];
    return reason === undefined ? [] : [{ count: 1, reason }];
  });
  const untold = left - skipped.length;
  const notes = lines.filter((line) => /^not ok /.test(line)).map((line) => line.replace('not ok', 'failed:'));
  const reasons = untold > 0 ? [...skipped, { count: untold, reason: 'no reason given' }] : skipped;
  return { passed, failed, skipped: reasons, notes };
}

/**
 * A suite that was to run counts at least one failure when its program failed, said nothing, or ran no test at all: a
 * green run must never mean that nobody looked.
 */
export function settle(counts: Counts | undefined, status: number): Counts {
  const { passed, failed, skipped, notes } = counts ?? { passed: 0, failed: 0, skipped: [], notes: [] };
  const ran = passed + failed + skippedIn(skipped);
  return { passed, failed: failed === 0 && (status !== 0 || ran === 0) ? 1 : failed, skipped, notes };
}
