import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type PlacedPart, partKey } from '../../state/parts.ts';
import { go } from '../../state/route.ts';
import { Icon } from '../../ui/icon.tsx';

/** Back and on; after the last part, the results. */
export function PartFoot({ lab, part, done }: { lab: string; part: PlacedPart; done: boolean }) {
  const { t } = useTranslation();
  const { before, after } = part;
  return (
    <Group justify="space-between" mt={18}>
      {before ? (
        <Button
          variant="default"
          leftSection={<Icon name="left" size={16} />}
          onClick={() => go({ screen: 'lesson', lab, part: before })}
        >
          {t(partKey(before))}
        </Button>
      ) : (
        <span />
      )}
      <Button
        variant={done || !after ? 'filled' : 'default'}
        rightSection={<Icon name="right" size={16} />}
        onClick={() => go(after ? { screen: 'lesson', lab, part: after } : { screen: 'results', lab })}
      >
        {after ? t('lesson.next', { part: t(partKey(after)) }) : t('lesson.toResults')}
      </Button>
    </Group>
  );
}
