import path from 'node:path';
import { z } from 'zod';
import { type DoneDrill, type KeptDrill, keptDrillSchema } from '../../shared/drills/drill-state.ts';
import { english } from '../../shared/texts/text.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { type Running, titleOf } from './drill-state.ts';
import type { DrillRequest } from './with-ledgers.ts';

/** So many of a lab are kept. */
const most = 200;
const schema = z.array(keptDrillSchema).max(most);
const fileOf = (state: string, lab: string): string => path.join(state, lab, 'drills.json');

/** All that were begun, the newest first; none where they cannot be read. */
export const keptDrills = async (state: string, lab: string): Promise<KeptDrill[]> =>
  (await readJson(fileOf(state, lab), schema).catch(() => undefined)) ?? [];

/** Those that are over. */
export const doneDrills = async (state: string, lab: string): Promise<DoneDrill[]> =>
  (await keptDrills(state, lab)).filter(({ isOpen }) => !isOpen);

/** As far as it is, in the lab's record on this machine, for its owner alone. Without an end it is kept as open. */
export async function keepDrill(
  { state }: Pick<DrillRequest, 'state'>,
  { lab }: TrustedLab,
  { drill, since, hints, guesses, isNamed, named }: Running,
  end?: Pick<DoneDrill, 'isHealed' | 'isProved'>,
): Promise<void> {
  const kept: KeptDrill = {
    ...{ drill: drill.id, title: english(titleOf(drill)), track: lab.track, row: drill.row, at: since },
    seconds: Math.max(0, Math.round((Date.now() - Date.parse(since)) / 1000)),
    ...{ hints, guesses, isNamed, named },
    ...(end ?? { isHealed: false, isProved: false, isOpen: true }),
  };
  const others = (await keptDrills(state, lab.name)).filter((one) => one.at !== since || one.drill !== drill.id);
  const all = [kept, ...others].slice(0, most);
  await writePrivate(fileOf(state, lab.name), `${JSON.stringify(all)}\n`);
}
