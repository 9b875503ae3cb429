import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { checkText, tooLarge } from '../../gates/limits.ts';
import { readLocalFile } from '../../gates/local-file.ts';
import { isOwn } from '../../gates/own-file.ts';
import { patternMatches } from './patterns.ts';
import { homeOf } from './route.ts';
import { type Line, readLine, splitWords } from './ssh-config-words.ts';

/** A line that says something, with what it includes. */
export interface ConfigLine extends Line {
  file: string;
  line: number;
  words: string[];
  /** For `Include`: the lines of each file, in order. */
  included: ConfigLine[][];
}

const deepest = 16; // as OpenSSH
/** Far more than anybody has; files that include each other would double with each level. */
const mostFiles = 200;
const mostBytes = 1024 * 1024;
const mostLines = 20_000;
const what = texts.remote.configuration;

interface Reading {
  /** Where relative names of an Include start, and whose files must not be anybody's to write. */
  folder: string;
  users: boolean;
  home: string;
  read: number;
  signal: AbortSignal | undefined;
}

/** What ~/.ssh/config and then /etc/ssh/ssh_config say, as lines; nothing of it is run. */
export async function readConfig(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<ConfigLine[][]> {
  const home = homeOf(env);
  const begin = (folder: string, users: boolean): Reading => ({ folder, users, home, read: 0, signal });
  return [
    await readOne(join(home, '.ssh', 'config'), begin(join(home, '.ssh'), true), 0),
    await readOne('/etc/ssh/ssh_config', begin('/etc/ssh', false), 0),
  ];
}

async function readOne(file: string, reading: Reading, depth: number): Promise<ConfigLine[]> {
  reading.read += 1;
  if (reading.read > mostFiles || depth > deepest)
    throw tooLarge(
      { what, file, remedy: texts.remote.includesRemedy },
      texts.remote.filesAndLevels({ files: mostFiles, levels: deepest }),
    );
  const limits = { most: mostBytes, ...(reading.signal && { signal: reading.signal }) };
  const bytes = await readLocalFile(file, { what }, limits).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EACCES') return undefined; // as ssh does
    if (error instanceof LabError || reading.signal?.aborted) throw error;
    throw new LabError('bad-input', texts.remote.notRead({ file, what, why: error.message }), { file });
  });
  if (!bytes) return [];
  checkText(bytes, { bytes: mostBytes, lines: mostLines }, { what, file });
  if (reading.users || depth > 0) await mustBeOwn(file);
  const lines: ConfigLine[] = [];
  for (const [index, text] of bytes.toString('utf8').split('\n').entries()) {
    const found = readLine(text);
    if (!found) continue;
    // ssh stops at a quote that is never closed; here the line says nothing, and a block that it begins never holds.
    const words = splitWords(found.rest) ?? [];
    const rest = words.length > 0 ? found.rest : '';
    const included: ConfigLine[][] = [];
    if (found.keyword === 'include')
      for (const word of words)
        for (const one of await filesOf(word, reading)) included.push(await readOne(one, reading, depth + 1));
    lines.push({ ...found, rest, file, line: index + 1, words, included });
  }
  return lines;
}

/** ssh refuses a file that others may write, and rightly: it says where keys and passwords go. */
async function mustBeOwn(file: string): Promise<void> {
  const found = await stat(file);
  if (isOwn(found)) return;
  const mine = found.uid === 0 || found.uid === process.getuid?.();
  throw new LabError('bad-input', texts.remote.badOwner({ file }), {
    file,
    remedy: mine ? `chmod go-w ${file}` : texts.remote.badOwnerRemedy({ file }),
  });
}

/** As glob(3): `*`, `?` and `[…]` in each part, sorted; a dot at the beginning is only matched by itself. */
async function filesOf(pattern: string, { folder, users, home }: Reading): Promise<string[]> {
  if (pattern.startsWith('~') && !users) return [];
  const tilde = pattern === '~' || pattern.startsWith('~/');
  const full = tilde ? home + pattern.slice(1) : pattern.startsWith('/') ? pattern : `${folder}/${pattern}`;
  let found = [''];
  for (const part of full.split('/').slice(1)) {
    if (!/[*?[]/.test(part)) {
      found = found.map((one) => `${one}/${part}`);
      continue;
    }
    const lists = found.map(async (dir) =>
      (await namesIn(dir || '/')).filter((name) => partMatches(part, name)).map((name) => `${dir}/${name}`),
    );
    found = (await Promise.all(lists)).flat().slice(0, mostFiles + 1);
  }
  return found;
}

const namesIn = async (dir: string): Promise<string[]> =>
  (await readdir(dir).catch(() => [])).toSorted((a, b) => (a < b ? -1 : 1));

function partMatches(pattern: string, name: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  return patternMatches(pattern, name, widthOfSet);
}

/** As glob(3) has it: `[…]` too. */
function widthOfSet(pattern: string, at: number, char: string): number {
  if (pattern[at] === '?') return 1;
  const set = pattern[at] === '[' ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at)) : null;
  if (!set) return pattern[at] === char ? 1 : 0;
  const [whole, not, members = ''] = set;
  let inside = false;
  for (let i = 0; i < members.length; i++) {
    const first = members[i] ?? '';
    const range = members[i + 1] === '-' && i + 2 < members.length;
    inside ||= range ? char >= first && char <= (members[i + 2] ?? '') : char === first;
    if (range) i += 2;
  }
  return inside !== (not !== '') ? whole.length : 0;
}
