import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { root, runProgram } from '../run-tool.ts';
import { type Bundled, noticesDir } from './bundle/notices.ts';

export const sbomFile = path.join(root, 'out', 'sbom.cdx.json');

/** The parts of CycloneDX that are looked at; everything else stays as npm wrote it. */
const sbomSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string(), version: z.string() }) }),
  components: z.array(z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() })),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});
export type Sbom = z.infer<typeof sbomSchema>;

/** A bill of what the package is made of: what is in the bundles, and Electron; with checksums, by npm from the lock. */
export async function writeSbom(): Promise<void> {
  const words = ['--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const { status, stdout, text } = await runProgram(['npm', 'sbom', ...words]);
  if (status !== 0) throw new Error(`npm sbom failed (it needs npm 9.5 or later):\n${text}`);
  const sbom = shipped(sbomSchema.parse(JSON.parse(stdout)), await bundled());
  await writeFile(sbomFile, `${JSON.stringify(sbom, null, 2)}\n`);
}

export async function bundled(): Promise<Bundled[]> {
  const parts = (await readdir(noticesDir)).filter((file) => file.endsWith('.json'));
  const texts = await Promise.all(parts.map((part) => readFile(path.join(noticesDir, part), 'utf8')));
  return texts.flatMap((text) => JSON.parse(text) as Bundled[]);
}

export function shipped(sbom: Sbom, packages: readonly Pick<Bundled, 'name' | 'version'>[]): Sbom {
  const wanted = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const components = sbom.components.filter(
    ({ name, version }) => name === 'electron' || wanted.has(`${name}@${version}`),
  );
  for (const { name, version } of components) wanted.delete(`${name}@${version}`);
  if (wanted.size > 0) throw new Error(`In a bundle but not in package-lock.json: ${[...wanted].join(', ')}`);
  // The lock tells them apart as needed for development or not; here each of them ships.
  const own = components.map(({ scope: _, properties: __, ...component }) => ({ ...component, scope: 'required' }));
  const refs = new Set([...own.map((one) => one['bom-ref']), String(sbom.metadata.component['bom-ref'])]);
  const dependencies = sbom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map((one) => ({ ...one, dependsOn: (one.dependsOn ?? []).filter((ref) => refs.has(ref)) }));
  const component = { ...sbom.metadata.component, name: 'overlay-lab' };
  return { ...sbom, metadata: { ...sbom.metadata, component }, components: own, dependencies };
}
