import { SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import type { ResetDepth } from '../../../shared/wire/reset-depth.ts';
import { useIsGuest } from '../../state/guest.ts';

interface Props {
  card: LabCard;
  depth: ResetDepth;
  onChange: (depth: ResetDepth) => void;
}

/** How deep a reset goes; only a practice lab's nodes can be made as they first booted, by whoever has the machine. */
export function DepthChoice({ card, depth, onChange }: Props) {
  const { t } = useTranslation();
  const isGuest = useIsGuest();
  const depths: ResetDepth[] = card.kind === 'practice' && !isGuest ? ['made', 'typed', 'pristine'] : ['made', 'typed'];
  return (
    <div>
      <SegmentedControl
        mt={12}
        size="sm"
        aria-label={t('reset.depth.title')}
        value={depth}
        onChange={onChange}
        data={depths.map((one) => ({ value: one, label: t(`reset.depth.${one}`) }))}
      />
      <Text fz="sm" c="dimmed" mt={4}>
        {t(`reset.depth.${depth}Text`)}
      </Text>
    </div>
  );
}
