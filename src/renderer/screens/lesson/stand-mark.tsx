import { useTranslation } from 'react-i18next';
import type { StandState } from '../../../shared/snapshot/snapshot.ts';
import { Icon } from '../../ui/icon.tsx';

const looks = {
  open: { icon: 'dot', colour: 'var(--mantine-color-dimmed)' },
  working: { icon: 'play', colour: 'var(--lab-overlay)' },
  done: { icon: 'check', colour: 'var(--lab-good)' },
  unchecked: { icon: 'dot', colour: 'var(--mantine-color-dimmed)' },
  unknown: { icon: 'question', colour: 'var(--mantine-color-dimmed)' },
  drifted: { icon: 'warning', colour: 'var(--lab-store)' },
  failed: { icon: 'cross', colour: 'var(--lab-bad)' },
} as const;

export function StandMark({ state }: { state: StandState }) {
  const { t } = useTranslation();
  return (
    <span style={{ color: looks[state].colour, display: 'inline-flex', paddingTop: 1 }}>
      <Icon name={looks[state].icon} size={16} />
      <span className="visually-hidden">{t(`lesson.state.${state}`)}</span>
    </span>
  );
}
