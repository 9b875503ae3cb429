import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { partState } from '../../../shared/snapshot/part-state.ts';
import type { Stand } from '../../../shared/snapshot/snapshot.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { useSettings } from '../../state/app-stores.ts';
import { useActiveRun } from '../../state/lab-runs.ts';
import { partsOf, trackOfCard } from '../../state/parts.ts';
import { startRun } from '../../state/start-run.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { tellError } from '../../ui/tell-error.ts';

/** All parts in one go, for whoever wants to see the result first or comes back to a lab; nothing where all are done. */
export function WholeTutorial({ card, stands }: { card: LabCard; stands: readonly Stand[] }) {
  const { t } = useTranslation();
  const { iperfSeconds } = useSettings();
  const active = useActiveRun(card.id);
  const start = useMutation({
    mutationFn: () => startRun({ lab: card.id, command: 'run', iperfSeconds }),
    onError: tellError,
  });
  const open = partsOf(trackOfCard(card)).some(
    (part) => part.steps.length > 0 && partState(stands, part).state !== 'done',
  );
  if (!open || active) return null;
  return (
    <ActionButton
      ml="auto"
      size="xs"
      variant="subtle"
      loading={start.isPending}
      onClick={() => start.mutate()}
      leftSection={<Icon name="play" size={13} />}
    >
      {t('labs.runAll')}
    </ActionButton>
  );
}
