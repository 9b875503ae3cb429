import { z } from 'zod';

/** What of dependency-cruiser's report is used here. */
export const reportSchema = z.object({
  modules: z.array(
    z.object({
      source: z.string(),
      dependencies: z.array(z.object({ resolved: z.string(), dependencyTypes: z.array(z.string()) })),
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
    ...(files.length === 0 ? ['there are no modules to check'] : []),
    ...unseen.map((file) => `${file} was not seen`),
    ...(typed ? [] : ['not one `import type` was seen']),
    ...folderCycles(report).map((cycle) => `folders that import each other: ${cycle.join(' → ')}`),
    ...report.summary.violations.map(({ from, to, rule, cycle }) =>
      cycle ? `${rule.name}: ${[from, ...cycle.map(({ name }) => name)].join(' → ')}` : `${rule.name}: ${from} → ${to}`,
    ),
  ];
}

const isTest = (file: string) => /\.test\.tsx?$|\/fixtures\/|\/test-[^/]+\.ts$|\/stand-in/.test(file);

/**
 * Folders of src that lie beside each other and import each other, also by way of a third: a loop of which no file need be
 * part. A folder and the files of the one above it are one room, and do not count; nor do tests.
 */
function folderCycles({ modules }: ImportReport): string[][] {
  const reaches = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules)
    for (const { resolved } of dependencies) {
      const pair = besideEachOther(source, resolved);
      if (pair) reaches.set(pair[0], (reaches.get(pair[0]) ?? new Set()).add(pair[1]));
    }
  const found = [...reaches.keys()].toSorted().map((start) => wayBack(start, reaches));
  return found.filter((cycle) => cycle !== undefined);
}

/** The folders of both files, directly below the last folder that they share. */
function besideEachOther(source: string, target: string): [string, string] | undefined {
  if (![source, target].every((file) => file.startsWith('src/') && !isTest(file))) return undefined;
  const [from, to] = [source.split('/'), target.split('/')];
  const at = from.findIndex((word, index) => word !== to[index]);
  if (at >= from.length - 1 || at >= to.length - 1) return undefined;
  return [from.slice(0, at + 1).join('/'), to.slice(0, at + 1).join('/')];
}

/** The shortest way from a folder to itself, told from its first folder by name alone, so that a cycle is told once. */
function wayBack(start: string, reaches: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of reaches.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start];
      if (next < start || seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
