import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DrillEnd } from '../../../shared/drills/drill-state.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';

/** What came of a guess, of a proof, or of giving up. */
export function DrillOutcome({ end: { isRight, left, was, state } }: { end: DrillEnd }) {
  const { t } = useTranslation();
  if (isRight === undefined && left === undefined) return null;
  const isWell = isRight ?? left?.length === 0;
  return (
    <Card id="outcome" title={t('drillsScreen.over')} style={{ marginTop: 12 }}>
      {was !== undefined && (
        <Text fz="sm" mb={4}>
          {spoken.drills[state.done[0]?.isHealed ? 'healed' : 'itWas']({ title: stripUnsafe(was) })}
        </Text>
      )}
      <Text fw={600}>
        <Icon name={isWell ? 'check' : 'warning'} size={16} /> {words(isRight, left)}
      </Text>
      {left?.map((one) => (
        <Text key={one} fz="sm" mt={4}>
          {stripUnsafe(one)}
        </Text>
      ))}
    </Card>
  );
}

function words(isRight: boolean | undefined, left: readonly string[] | undefined): string {
  if (isRight !== undefined) return isRight ? spoken.drills.isRight : spoken.drills.wrong;
  return left?.length === 0 ? spoken.drills.proved : spoken.drills.stillThere;
}
