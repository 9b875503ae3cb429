import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { root, runTool, type ToolEnd } from '../run-tool.ts';
import { judgeImports, reportSchema } from './judge-imports.ts';

const folders = ['src', 'scripts', 'bin', 'bench', 'test', 'e2e'];

/** The rules of .dependency-cruiser.cjs on every module. */
export async function checkImports(): Promise<Pick<ToolEnd, 'status' | 'text'>> {
  const there = folders.filter((folder) => existsSync(path.join(root, folder)));
  const cruise = ['dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.cjs'];
  const { stdout, text } = await runTool([...cruise, '--output-type', 'json', ...there]);
  const report = reportSchema.safeParse(toJson(stdout));
  if (!report.success) return { status: 1, text };
  const wrong = judgeImports(report.data, modulesIn(there));
  return { status: wrong.length > 0 ? 1 : 0, text: wrong.map((line) => `${line}\n`).join('') };
}

function modulesIn(there: readonly string[]): string[] {
  const found = there.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mjs,cjs}`, { cwd: root }));
  return found.filter((file) => !file.endsWith('.d.mts') && !file.endsWith('.d.ts')).toSorted();
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
