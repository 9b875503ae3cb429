import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Who asks for help, and since when; a click lowers the hand. */
export function RaisedHand({ words, lower }: { words: { seat: string; hand: string }; lower: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionButton
      variant="light"
      color="orange"
      size="compact-xs"
      c="var(--mantine-color-text)"
      leftSection={<Icon name="hand" size={14} />}
      title={t('guest.lowerFor', { seat: words.seat })}
      onClick={lower}
    >
      {words.hand}
    </ActionButton>
  );
}
