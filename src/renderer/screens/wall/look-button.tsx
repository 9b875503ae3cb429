import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { SeatRow } from './seat-rows.ts';

interface Props {
  row: SeatRow;
  /** As the seat is called on this wall. */
  name: string;
  look: (seat: string, name: string) => void;
}

/** Looks over the shoulder of who sits there. */
export function LookButton({ row, name, look }: Props) {
  const { t } = useTranslation();
  const not = row.here ? undefined : t('guest.look.away');
  return (
    <ActionButton
      variant="default"
      size="compact-xs"
      w="fit-content"
      leftSection={<Icon name="eye" size={14} />}
      not={not}
      aria-label={t('guest.look.openFor', { seat: name })}
      onClick={() => look(row.name, name)}
    >
      {t('guest.look.open')}
    </ActionButton>
  );
}
