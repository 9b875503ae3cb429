import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../frame/icon.tsx';
import { type PartId, partIds } from '../state/parts.ts';
import { go } from '../state/route.ts';

interface Props {
  lab: string;
  part: PartId;
  done: boolean;
  /** Whether there is something further down to see. */
  happened: boolean;
}

/** What to look at now, and where to go on. */
export function AfterIt({ lab, part, done, happened }: Props) {
  const { t } = useTranslation();
  const after = done ? partIds[partIds.indexOf(part) + 1] : undefined;
  if (!after && !happened) return null;
  return (
    <Group gap={8} mt={10}>
      {after && (
        <Button
          size="xs"
          onClick={() => go({ screen: 'lesson', lab, part: after })}
          rightSection={<Icon name="right" size={15} />}
        >
          {t('lesson.next', { part: t(`lesson.parts.${after}`) })}
        </Button>
      )}
      {happened && (
        <Button
          size="xs"
          variant="subtle"
          rightSection={<Icon name="down" size={15} />}
          onClick={() => document.getElementById('happened')?.scrollIntoView()}
        >
          {t('lesson.happened')}
        </Button>
      )}
    </Group>
  );
}
