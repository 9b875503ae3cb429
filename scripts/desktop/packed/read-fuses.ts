import { readFileSync } from 'node:fs';

/** Before the fuses in Electron's program: https://www.electronjs.org/docs/latest/tutorial/fuses */
export const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** In the order in which the program has them. */
const names = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
] as const;

/** The fuses as they are in a program, by electron-builder's names. */
export function readFuses(program: string): Record<string, boolean> {
  const bytes = readFileSync(program);
  const at = bytes.indexOf(fuseSentinel);
  if (at < 0) throw new Error(`${program} has no fuses: it is not an Electron binary`);
  const first = at + fuseSentinel.length + 2;
  return Object.fromEntries(
    names.map((name, index) => [name, bytes.toString('latin1', first + index, first + index + 1) === '1']),
  );
}
