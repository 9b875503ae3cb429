import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type PlacedPart, partKey } from '../../state/parts.ts';
import { go } from '../../state/route.ts';
import { Icon } from '../../ui/icon.tsx';

interface Props {
  lab: string;
  part: PlacedPart;
  done: boolean;
  /** Whether there is something further down to see. */
  happened: boolean;
}

/** What to look at now, and where to go on. */
export function AfterIt({ lab, part, done, happened }: Props) {
  const { t } = useTranslation();
  const { after } = part;
  if (!done && !happened) return null;
  return (
    <Group gap={8} mt={10}>
      {done && (
        <Button
          size="xs"
          onClick={() => go(after ? { screen: 'lesson', lab, part: after } : { screen: 'results', lab })}
          rightSection={<Icon name="right" size={15} />}
        >
          {after ? t('lesson.next', { part: t(partKey(after)) }) : t('lesson.toResults')}
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
