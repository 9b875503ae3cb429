import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { listArchive, type Packed } from './list-archive.ts';

/** Megabytes of the package without Electron itself: what shipped Node, gRPC and protobuf had 188. */
const most = 45;

/** All that a package's folder of resources must and must not have; a line for each thing that is wrong. */
export function inspectResources(dir: string, bundled: readonly { name: string; version: string }[]): string[] {
  const packed = listArchive(path.join(dir, 'app.asar'));
  return [...tooLarge(dir), ...wrongFiles(packed), ...wrongPracticeLab(dir, packed), ...wrongPapers(dir, bundled)];
}

function tooLarge(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = entries.map((entry) => statSync(path.join(entry.parentPath, entry.name)).size);
  const megabytes = bytes.reduce((sum, one) => sum + one, 0) / 1024 / 1024;
  return megabytes < most
    ? []
    : [`the package has ${Math.round(megabytes)} MB without Electron; at most ${most} are allowed`];
}

function wrongFiles(packed: readonly Packed[]): string[] {
  const files = packed.map(({ file }) => file);
  const needed = ['package.json', 'out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
  const strange = files.filter(
    (file) =>
      /(^|\/)node_modules\/|\.(node|map|ts|tsx|wasm)$/.test(file) || !/^(out|resources)\/|^package\.json$/.test(file),
  );
  return [
    ...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing from the archive`),
    ...strange.map((file) => `${file} does not belong in the archive`),
  ];
}

/** bash runs it, so it lies beside the archive, whole, as the checkout has it, and may be run. */
function wrongPracticeLab(dir: string, packed: readonly Packed[]): string[] {
  const below = 'resources/practice-lab/';
  const inside = packed.filter(({ file, unpacked }) => file.startsWith(below) && !unpacked);
  const at = (name: string) => path.join(dir, 'app.asar.unpacked', below, name);
  const programs = ['practice-lab', 'lib/keep-node', 'lib/base-customise'];
  // Windows has no such mode, and no practice lab.
  const locked = process.platform === 'win32' ? [] : programs.filter((name) => !mayRun(at(name)));
  return [
    ...inside.map(({ file }) => `${file} is in a place where bash cannot read it`),
    ...locked.map((name) => `${below}${name} is missing or not executable by everyone`),
  ];
}

const mayRun = (file: string): boolean => ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o555) === 0o555;

function wrongPapers(dir: string, bundled: readonly { name: string; version: string }[]): string[] {
  const read = (name: string) => (existsSync(path.join(dir, name)) ? readFileSync(path.join(dir, name), 'utf8') : '');
  const notices = read('THIRD_PARTY_LICENSES.txt');
  const { components = [] } = JSON.parse(read('sbom.cdx.json') || '{}') as {
    components?: { name: string; version: string; hashes?: object[] }[];
  };
  const billed = new Set(components.flatMap(({ name, version, hashes }) => (hashes ? [`${name} ${version}`] : [])));
  const wanted = bundled.map(({ name, version }) => `${name} ${version}`);
  return [
    ...(read('LICENSE.txt') === '' ? ['the licence of the app itself is missing'] : []),
    ...(billed.size === 0 || !components.some(({ name }) => name === 'electron')
      ? ['the bill of materials lacks Electron']
      : []),
    ...wanted.filter((one) => !notices.includes(`\n${one} (`)).map((one) => `${one} has no notice`),
    ...wanted
      .filter((one) => !billed.has(one))
      .map((one) => `${one} is not in the bill of materials with its checksum`),
  ];
}
