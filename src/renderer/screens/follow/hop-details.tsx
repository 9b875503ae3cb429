import { Button, Group, List, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { layerWords } from '../../../shared/follow/words.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { inWords } from '../../../shared/texts/text.ts';
import { Icon } from '../../ui/icon.tsx';
import { type Steps, whereOf } from './hop-table.tsx';

/** The headers at one hop, and the steps to its neighbours. */
export function HopDetails({ packet: { hops }, points, at, onStep }: Steps) {
  const { t } = useTranslation();
  const hop = hops[at];
  if (!hop) return null;
  return (
    <section aria-labelledby="headers" style={{ marginTop: 14 }}>
      <Group gap={8} mb={8}>
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="left" size={14} />}
          onClick={() => onStep(Math.max(0, at - 1))}
        >
          {t('follow.previous')}
        </Button>
        <Button
          size="xs"
          variant="default"
          rightSection={<Icon name="right" size={14} />}
          onClick={() => onStep(Math.min(hops.length - 1, at + 1))}
        >
          {t('follow.next')}
        </Button>
      </Group>
      <div role="status">
        <Text fz="sm" fw={600}>
          {t('follow.at', { at: at + 1, of: hops.length, where: whereOf(points, hop.point) })}
        </Text>
        <Title order={3} fz={14} mt={8} mb={4} id="headers">
          {t('follow.headers')}
        </Title>
        <List fz="sm" type="ordered">
          {hop.layers.map((layer, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a header's place is what it is known by
            <List.Item key={`${index}${layer.is}`} className="mono">
              {stripUnsafe(inWords(layerWords(layer)))}
            </List.Item>
          ))}
        </List>
      </div>
    </section>
  );
}
