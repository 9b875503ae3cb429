import type { RunView } from '../../shared/run/view.ts';
import type { TrackOutline } from '../../shared/tracks/outline.ts';
import type { Route } from '../state/route.ts';

/** Whether the person sees how this run ended where they are: then it needs no notice. */
export function isInView(
  { lab, result, steps: done }: Pick<RunView, 'lab' | 'result' | 'steps'>,
  { screen, lab: shown, part }: Route,
  track: TrackOutline,
): boolean {
  if (shown !== lab) return false;
  if (screen !== 'lesson') return result?.ok === true && (screen === 'results' || screen === 'reset');
  const steps = track.parts.find(({ id }) => id === part)?.steps;
  // The last of its steps is the one that was asked for; those before are what it needs.
  const asked = done.at(-1)?.id;
  // Where not one step began, as where no node can be reached, each part says so.
  if (asked === undefined) return steps !== undefined && result?.ok === false;
  return steps?.includes(asked) === true;
}
