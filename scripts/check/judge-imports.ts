import { z } from 'zod';

/** What of dependency-cruiser's report is used here. */
export const reportSchema = z.object({
  modules: z.array(
    z.object({
      source: z.string(),
      dependencies: z.array(z.object({ dependencyTypes: z.array(z.string()) })),
    }),
  ),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string(), severity: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  }),
});
export type ImportReport = z.infer<typeof reportSchema>;

/**
 * Everything that is wrong, a line each. A tool that sees no modules finds no violations either: dependency-cruiser
 * does so when it meets a TypeScript that it does not know. So every file must have been seen, and some `import type`.
 */
export function judgeImports(report: ImportReport, files: readonly string[]): string[] {
  const seen = new Set(report.modules.map(({ source }) => source));
  const unseen = files.filter((file) => !seen.has(file));
  const typed = report.modules.some(({ dependencies }) =>
    dependencies.some(({ dependencyTypes }) => dependencyTypes.includes('type-only')),
  );
  return [
    ...(files.length === 0 ? ['there are no modules to look at'] : []),
    ...unseen.map((file) => `${file} was not seen`),
    ...(typed ? [] : ['not one `import type` was seen']),
    ...report.summary.violations.map(({ from, to, rule, cycle }) =>
      cycle ? `${rule.name}: ${[from, ...cycle.map(({ name }) => name)].join(' → ')}` : `${rule.name}: ${from} → ${to}`,
    ),
  ];
}
