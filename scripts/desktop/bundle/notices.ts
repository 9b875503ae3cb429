import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { standardText } from './standard-text.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
export const noticesDir = path.join(root, 'out', 'notices');
export const noticesFile = path.join(root, 'out', 'THIRD_PARTY_LICENSES.txt');

/** A package of which something is in a bundle. */
export interface Bundled {
  name: string;
  version: string;
  license: string;
  /** Its own files with terms and notices, or the licence's standard text. */
  texts: string[];
}

/** Notes in out/notices/PART.json of which packages something came into this bundle, and writes all parts' licences. */
export function noteBundled(part: 'main' | 'preload' | 'renderer'): Plugin {
  return {
    name: 'overlay-lab:notices',
    async generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? Object.entries(one.modules) : []));
      const ids = modules.filter(([, { renderedLength }]) => renderedLength > 0).map(([id]) => id);
      const packages = await Promise.all(packageDirs(ids).map(describe));
      await mkdir(noticesDir, { recursive: true });
      await writeFile(path.join(noticesDir, `${part}.json`), `${JSON.stringify(packages, null, 1)}\n`);
      await writeNotices();
    },
  };
}

export function packageDirs(ids: readonly string[]): string[] {
  const dirs = ids.flatMap(
    (id) => /^[^?]*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.replaceAll('\\', '/')) ?? [],
  );
  return [...new Set(dirs.map((dir) => dir.replace(/^\0[^/]*/, '')))].toSorted();
}

async function describe(dir: string): Promise<Bundled> {
  const found = JSON.parse(await readFile(path.join(dir, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license = found.licenses?.map(({ type }) => type).join(' OR ') ?? '' } = found;
  const files = (await readdir(dir)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(path.join(dir, file), 'utf8')));
  const own = texts.map((one) => one.trim()).filter((one) => one !== '');
  return { name, version, license, texts: own.length > 0 ? own : standardText(license, authorOf(found)) };
}

interface Manifest {
  name: string;
  version: string;
  license?: string;
  /** As npm had it before. */
  licenses?: { type: string }[];
  author?: string | { name?: string };
}

const authorOf = ({ name, author }: Manifest): string =>
  (typeof author === 'string' ? author : author?.name) || `the authors of ${name}`;

/** All that is in any of the bundles, as one text for people. */
async function writeNotices(): Promise<void> {
  const parts = (await readdir(noticesDir)).filter((file) => file.endsWith('.json'));
  const read = async (part: string) => JSON.parse(await readFile(path.join(noticesDir, part), 'utf8')) as Bundled[];
  const all = new Map((await Promise.all(parts.map(read))).flat().map((one) => [`${one.name} ${one.version}`, one]));
  const sorted = [...all].toSorted(([one], [other]) => one.localeCompare(other));
  const text = sorted.map(([title, { license, texts }]) => [`${title} (${license})`, ...texts].join('\n\n'));
  const head = 'Overlay Lab contains parts of these packages. Electron and Chromium bring their own files.';
  await writeFile(noticesFile, `${[head, ...text].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}
