import path from 'node:path';
import { z } from 'zod';
import { type DoneDrill, doneDrillSchema } from '../../shared/drills/drill-state.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';

/** So many of a lab are kept. */
const most = 200;
const schema = z.array(doneDrillSchema).max(most);
const fileOf = (state: string, lab: string): string => path.join(state, lab, 'drills.json');

/** The newest one first; none where they cannot be read. */
export const keptDrills = async (state: string, lab: string): Promise<DoneDrill[]> =>
  (await readJson(fileOf(state, lab), schema).catch(() => undefined)) ?? [];

/** In the lab's record on this machine, for its owner alone. */
export async function keepDrill(state: string, lab: string, done: DoneDrill): Promise<void> {
  const all = [done, ...(await keptDrills(state, lab))].slice(0, most);
  await writePrivate(fileOf(state, lab), `${JSON.stringify(all)}\n`);
}
