import { useTranslation } from 'react-i18next';
import { progressOf } from '../../shared/run/progress.ts';
import { partState } from '../../shared/snapshot/part-state.ts';
import { useCard } from './app-stores.ts';
import { useActiveRun } from './lab-runs.ts';
import { partKey, partsOf, trackOfCard } from './parts.ts';
import { useSnapshot } from './snapshots.ts';

export interface LabState {
  name: string;
  /** In a few words: what is running, what is wrong, or how many parts are done. */
  words: string;
  tone: 'plain' | 'busy' | 'bad';
}

/** How a lab stands, for the places that have room for a few words: the status bar, the window's title, its card. */
export function useLabState(lab: string): LabState | undefined {
  const { t } = useTranslation();
  const card = useCard(lab);
  const { stands, nodes } = useSnapshot(lab);
  const run = useActiveRun(lab);
  if (!card) return undefined;
  const { name } = card;
  if (card.state === 'invalid') return { name, words: t('labs.state.invalid'), tone: 'bad' };
  if (run) {
    const percent = Math.round(progressOf(run) * 100);
    return { name, words: t('status.running', { command: t(`run.command.${run.command}`), percent }), tone: 'busy' };
  }
  const parts = partsOf(trackOfCard(card))
    .filter(({ steps }) => steps.length > 0)
    .map((part) => ({ id: part.id, ...partState(stands, part) }));
  for (const wrong of ['failed', 'drifted'] as const) {
    const bad = parts.find(({ state }) => state === wrong);
    if (bad) return { name, words: t(`status.${wrong}`, { part: t(partKey(bad.id)) }), tone: 'bad' };
  }
  const undone = parts.find(({ stands: own }) => own.some((stand) => stand.undone));
  if (undone) return { name, words: t('status.undone', { part: t(partKey(undone.id)) }), tone: 'bad' };
  // One that was never seen may be about to be.
  const unseen = nodes.filter(({ seen }) => seen.state === 'unknown' && seen.last !== undefined);
  if (unseen.length > 0) {
    const words = t('status.unseen', { nodes: unseen.map(({ node }) => node).join(', '), count: unseen.length });
    return { name, words, tone: 'bad' };
  }
  const done = parts.filter(({ state }) => state === 'done').length;
  return { name, words: t('status.parts', { done, count: parts.length }), tone: 'plain' };
}
