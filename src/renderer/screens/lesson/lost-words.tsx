import { useTranslation } from 'react-i18next';
import type { Lost, Stand } from '../../../shared/snapshot/snapshot.ts';
import { stepKey } from '../../state/parts.ts';
import { useAge } from '../../ui/use-age.ts';
import { changeInWords, madeBy } from './change-words.ts';

/** Why a step that was done does not count as done now, and how old what is known of it is. */
export function LostWords({ stand, lost }: { stand: Stand; lost: Lost }) {
  const { t } = useTranslation();
  const age = useAge();
  const known = stand.at ?? '';
  switch (lost.why) {
    case 'unseen':
      if (lost.last === undefined) return t('lesson.lost.neverSeen', { node: lost.node, age: age(known) });
      return t('lesson.lost.unseen', { node: lost.node, age: age(lost.last) });
    case 'unlooked':
      return t('lesson.lost.unlooked', { age: age(known) });
    case 'daemon':
      return t(`lesson.daemon.${lost.daemon}.${lost.is}`, { node: lost.node });
    case 'changed':
      return t('lesson.lost.changed', {
        age: age(lost.change.at),
        by: madeBy(t, lost.change),
        what: changeInWords(lost.change),
      });
    case 'drill':
      return t('lesson.lost.drill', { age: age(known) });
    case 'needs':
      return t('lesson.lost.needs', { step: t(stepKey(lost.step)) });
  }
}
