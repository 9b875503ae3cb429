import { existsSync, readdirSync } from 'node:fs';
import type { Languages } from '../../shared/texts/languages.ts';
import type { Catalogue } from '../../shared/texts/text.ts';

const folder = new URL('../../shared/texts/', import.meta.url);
const catalogueIn = (name: string): URL => new URL(`${name}/catalogue.ts`, folder);

async function load(name: string): Promise<[string, Catalogue]> {
  const { catalogue } = (await import(catalogueIn(name).href)) as { catalogue: Catalogue };
  return [name, catalogue];
}

/** Every folder of src/shared/texts with a catalogue. In a bundle, scripts/start/bundle-languages.mjs finds the same. */
export const languages: Languages = Object.fromEntries(
  await Promise.all(
    readdirSync(folder)
      .filter((name) => existsSync(catalogueIn(name)))
      .map(load),
  ),
);
