import { Button, Group } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ui/action-button.tsx';

interface Props {
  no: string;
  yes: string;
  /** What a yes agrees to, as text: while it changes before one's eyes there is no yes. */
  shown?: string;
  answer: (value: boolean | null) => void;
}

/** Long enough to notice that something was added to what one is about to agree to. */
const settleMs = 600;

/** The focus is on no: what is trusted is trusted by a click, not by the Enter of a person who typed on. */
export function YesOrNo({ no, yes, shown = '', answer }: Props) {
  const { t } = useTranslation();
  const [settled] = useDebouncedValue(shown, settleMs);
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={() => answer(null)} data-autofocus>
        {no}
      </Button>
      <ActionButton onClick={() => answer(true)} not={settled === shown ? undefined : t('questions.changing')}>
        {yes}
      </ActionButton>
    </Group>
  );
}
