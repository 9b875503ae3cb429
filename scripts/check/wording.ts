import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, runTool } from '../run-tool.ts';

/**
 * Phrases that are no English of this field, each with what to write instead. A spelling checker takes single words
 * only; these are of several, or wrong only where people read them.
 */
const phrases: [wrong: RegExp, better: string][] = [
  [/goes on already/i, 'is already running'],
  [/\bgoes on\b/i, 'is running; continues'],
  [/\bbroken off\b/i, 'interrupted'],
  [/this screen broke\b/i, 'this screen crashed'],
  [/the fault is the app's own/i, 'this is a bug in the app'],
  [/take the card away/i, 'remove from list'],
  [/nothing of that name/i, 'no matches'],
  [/no root rights/i, 'no root access'],
  [/\bit is not there\b/i, 'not found'],
  [/the lab does not do this/i, 'not allowed'],
  [/\bwhy has \S+ an?\b/i, 'why does … have'],
  [/\bname card\b/i, 'address record'],
  [/\bless sturdy\b/i, 'less fault-tolerant'],
  [/\bonly a step back\b/i, 'undo one step'],
  [/\brests? on (it|them|this|others)\b/i, 'depends on'],
  [/\bput back\b/i, 'restored'],
  [/\bstands? in the terminal\b/i, 'is in the terminal'],
  [/\bwas never seen before\b/i, 'is new'],
  [/\bgave no (figure|result)\b/i, 'returned no result'],
  [/\bmend it\b/i, 'fix it'],
  [/\bmade by hand\b/i, 'created manually'],
  [/\bcannot begin\b/i, "can't start … while … is running"],
  [/\bdeeds?\b/i, 'action'],
  [/\banew\b/i, 'again; re-…'],
];

/** What people read in English; cspell.json has the same list. */
const files = [
  'src/shared/texts/*.ts',
  'src/shared/texts/en/**/*.{ts,md}',
  'src/shared/diagnosis/*.ts',
  'docs/**/*.md',
  'README.md',
];

/** `FILE:LINE: "PHRASE": better BETTER` for each that is found. */
export const wrongIn = (file: string, text: string): string[] =>
  text.split('\n').flatMap((line, at) =>
    phrases.flatMap(([wrong, better]) => {
      const found = wrong.exec(line)?.[0];
      return found === undefined ? [] : [`${file}:${at + 1}: "${found}": better "${better}"`];
    }),
  );

/** Spelling by cspell, and the phrases above. */
export async function checkWording(): Promise<{ status: number; text: string }> {
  const spelling = await runTool(['cspell/bin.mjs', 'lint', '--no-progress', '--no-summary']);
  const found = globSync(files, { cwd: root }).toSorted();
  const wrong = found.flatMap((file) => wrongIn(file, readFileSync(path.join(root, file), 'utf8')));
  return {
    status: wrong.length > 0 ? 1 : spelling.status,
    text: wrong.map((line) => `${line}\n`).join('') + spelling.text,
  };
}
