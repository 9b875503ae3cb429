import type { windowTexts } from '../../shared/texts/en/window/window.ts';
import { type PartOutline, type TrackOutline, withDependants } from '../../shared/tracks/outline.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import type { LabCard } from '../../shared/wire/lab-card.ts';

/** The track of a lab; of one whose file cannot be read, the tutorial's. */
export const trackOfCard = ({ track }: Pick<LabCard, 'track'>): TrackOutline => outlineOf(track ?? 'etcd');

/** A part of a track's lesson, with its neighbours. */
export interface PlacedPart extends PartOutline {
  track: TrackOutline;
  /** Where it stands among the parts, from 0. */
  at: number;
  before?: string;
  after?: string;
}

export function partsOf(track: TrackOutline): PlacedPart[] {
  const ids = track.parts.map(({ id }) => id);
  return track.parts.map((part, at) => ({ ...part, track, at, before: ids[at - 1], after: ids[at + 1] }));
}

/** The step that 'undo' takes back with a part; none for parts that only look. */
export const builtBy = ({ track, steps }: PlacedPart) => steps.find((step) => isBuilt(track, step));

/** What undoing a step takes back, itself first; steps that only look have nothing to take back. */
export const undoneWith = (track: TrackOutline, step: string) =>
  withDependants(track, [step]).filter((id) => isBuilt(track, id));

const isBuilt = (track: TrackOutline, step: string) =>
  track.steps.some(({ id, kind }) => id === step && kind === 'build');

/** Keys of the texts that name a step and a part. */
export const stepKey = (step: string) => `steps.${step as keyof typeof windowTexts.steps}` as const;
export const partKey = (part: string) => `lesson.parts.${part as keyof typeof windowTexts.lesson.parts}` as const;
