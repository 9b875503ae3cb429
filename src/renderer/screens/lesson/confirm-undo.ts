import i18next from 'i18next';
import { type PlacedPart, stepKey, undoneWith } from '../../state/parts.ts';
import { confirmWith } from '../../ui/confirm-store.ts';

/** Names all that is undone with the step that built a part, before it is. */
export function confirmUndo(part: PlacedPart, built: string, act: () => void): void {
  const steps = undoneWith(part.track, built).map((step) => i18next.t(stepKey(step)));
  confirmWith({
    title: i18next.t('lesson.undo.title'),
    text: i18next.t('lesson.undo.text', { steps: steps.join(', ') }),
    yes: i18next.t('lesson.undo.yes'),
    danger: true,
    act,
  });
}
