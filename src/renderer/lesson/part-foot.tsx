import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Icon } from '../frame/icon.tsx';
import { type PartId, partIds } from '../state/parts.ts';
import { go } from '../state/route.ts';

/** Back and on; after the last part, the results. */
export function PartFoot({ lab, part, done }: { lab: string; part: PartId; done: boolean }) {
  const { t } = useTranslation();
  const at = partIds.indexOf(part);
  const before = partIds[at - 1];
  const after = partIds[at + 1];
  return (
    <Group justify="space-between" mt={18}>
      {before ? (
        <Button
          variant="default"
          leftSection={<Icon name="left" size={16} />}
          onClick={() => go({ screen: 'lesson', lab, part: before })}
        >
          {t(`lesson.parts.${before}`)}
        </Button>
      ) : (
        <span />
      )}
      <Button
        variant={done || !after ? 'filled' : 'default'}
        rightSection={<Icon name="right" size={16} />}
        onClick={() => go(after ? { screen: 'lesson', lab, part: after } : { screen: 'results', lab })}
      >
        {after ? t('lesson.next', { part: t(`lesson.parts.${after}`) }) : t('lesson.toResults')}
      </Button>
    </Group>
  );
}
