import path from 'node:path';
import { z } from 'zod';
import type { Lab } from '../../shared/lab/lab.ts';
import { type TrackId, trackIdSchema } from '../../shared/tracks/tracks.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';
import type { LoadedLab } from '../lab/load-lab.ts';

const schema = z.object({
  track: trackIdSchema,
  /** The nodes for which it was chosen: with others beside or in place of them it is another choice. */
  nodes: z.array(z.string()),
  /** The lab was reset since, so another one may be chosen. */
  mayChange: z.boolean(),
});

const fileOf = (state: string, lab: string): string => path.join(state, lab, 'track.json');
const namesOf = ({ nodes }: Lab): string[] => nodes.map(({ name, address }) => `${name} ${address}`);

async function kept(state: string, lab: Lab): Promise<z.infer<typeof schema> | undefined> {
  const read = await readJson(fileOf(state, lab.name), schema).catch(() => undefined);
  return read && JSON.stringify(read.nodes) === JSON.stringify(namesOf(lab)) ? read : undefined;
}

/** A lab whose file names no track, with the one that was chosen for it; any other lab as it is. */
export async function withKeptTrack<L extends LoadedLab>(
  loaded: L,
  state: string,
  { afresh = false }: { afresh?: boolean | undefined } = {},
): Promise<L> {
  if (loaded.trackIs !== 'open') return loaded;
  const known = await kept(state, loaded.lab);
  return !known || (afresh && known.mayChange) ? loaded : withTrack(loaded, known.track);
}

export const withTrack = <L extends LoadedLab>(loaded: L, track: TrackId): L => ({
  ...loaded,
  lab: { ...loaded.lab, track },
  trackIs: 'chosen',
});

/** From now on it is this lab's, until it was reset. */
export async function keepTrack(state: string, lab: Lab): Promise<void> {
  const text = JSON.stringify({ track: lab.track, nodes: namesOf(lab), mayChange: false });
  await writePrivate(fileOf(state, lab.name), `${text}\n`);
}

/** After a reset with proof: nothing stands that the choice would be held to. Windows show it until the next one. */
export async function letTrackChange(state: string, lab: Lab): Promise<void> {
  const known = await kept(state, lab);
  if (known) await writePrivate(fileOf(state, lab.name), `${JSON.stringify({ ...known, mayChange: true })}\n`);
}
