import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { useNameOfScreen } from '../../ui/window-title.ts';
import { TerminalWorkspace } from './lazy-workspace.tsx';

export default function TerminalsScreen({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  useNameOfScreen(t('terminals.title'));
  return (
    <div style={{ height: '100%' }}>
      <h1 className="visually-hidden">{t('terminals.title')}</h1>
      <TerminalWorkspace card={card} />
    </div>
  );
}
