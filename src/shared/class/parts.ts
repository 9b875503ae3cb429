import type { StepId } from '../run/steps.ts';
import type { TrackOutline } from '../tracks/outline.ts';

/** Steps of all parts up to this one; undefined where the track has no such part. */
export function stepsUpTo({ parts }: Pick<TrackOutline, 'parts'>, part: string): StepId[] | undefined {
  const at = parts.findIndex(({ id }) => id === part);
  return at < 0 ? undefined : parts.slice(0, at + 1).flatMap(({ steps }) => steps);
}

/** The last part that stands: each step of it, or where only what was built is known, each that builds. */
export function partReached(
  { parts, steps }: Pick<TrackOutline, 'parts' | 'steps'>,
  stands: (step: StepId) => boolean,
  { builtOnly = false }: { builtOnly?: boolean } = {},
): string | undefined {
  const counts = (id: StepId) => !builtOnly || steps.some((step) => step.id === id && step.kind === 'build');
  return parts.findLast((part) => {
    const counted = part.steps.filter(counts);
    return counted.length > 0 && counted.every(stands);
  })?.id;
}
