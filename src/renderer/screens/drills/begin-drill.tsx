import { Group, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DrillQuestion, DrillsState } from '../../../shared/drills/drill-state.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';

/** What can be done to the drill of a lab, one thing at a time. */
export interface Acting {
  isPending: boolean;
  on: (question: DrillQuestion) => void;
}

/** Any drill, or one by its name, which says nothing of its cause. */
export function BeginDrill({ drills, act }: { drills: DrillsState['drills']; act: Acting }) {
  const { t } = useTranslation();
  return (
    <Card id="begin" title={t('drillsScreen.begin')} style={{ marginTop: 12 }}>
      <Text fz="sm" mb={12}>
        {t('drillsScreen.beginText')}
      </Text>
      <ActionButton loading={act.isPending} onClick={() => act.on({ do: 'begin' })}>
        {t('drillsScreen.surprise')}
      </ActionButton>
      <Text fz="sm" mt={16} mb={6} id="drills-by-name">
        {t('drillsScreen.or')}
      </Text>
      <SimpleGrid
        component="ul"
        cols={{ base: 1, sm: 2 }}
        spacing={28}
        verticalSpacing={6}
        p={0}
        m={0}
        aria-labelledby="drills-by-name"
      >
        {drills.map(({ id, title }) => (
          <Group key={id} component="li" justify="space-between" wrap="nowrap" gap={8} style={{ listStyle: 'none' }}>
            <Text fz="sm">{stripUnsafe(title)}</Text>
            <ActionButton
              size="compact-xs"
              variant="default"
              style={{ flexShrink: 0 }}
              not={act.isPending ? t('drillsScreen.asking') : undefined}
              aria-label={t('drillsScreen.chooseLabel', { title: stripUnsafe(title) })}
              onClick={() => act.on({ do: 'begin', drill: id })}
            >
              {t('drillsScreen.choose')}
            </ActionButton>
          </Group>
        ))}
      </SimpleGrid>
    </Card>
  );
}
