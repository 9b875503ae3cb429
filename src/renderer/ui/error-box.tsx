import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReportedError } from '../../shared/run/events.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { Icon } from './icon.tsx';
import { MoreAbout } from './more-about.tsx';

/** Node, cause and remedy. A changed host key is a stop of its own kind; a held lab can be taken over. */
export function ErrorBox({ error, onTakeOver }: { error: ReportedError; onTakeOver?: () => void }) {
  const { t } = useTranslation();
  const changed = error.code === 'host-key-changed';
  return (
    <Alert
      role="alert"
      color={error.code === 'cancelled' ? 'gray' : 'red'}
      variant={changed ? 'outline' : 'light'}
      icon={<Icon name={changed ? 'shield' : 'warning'} />}
      title={
        <>
          {changed && `${t('errors.changedKey')} `}
          {error.node ? t('errors.on', { node: error.node }) : t(`errors.code.${error.code}`)}
        </>
      }
    >
      <Text fz="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {stripUnsafe(error.message)}
      </Text>
      {changed && <Text fz="sm">{t('errors.changedKeyText')}</Text>}
      {error.remedy && (
        <Text fz="sm" mt={6}>
          <b>{t('errors.remedy')}</b> {stripUnsafe(error.remedy)}
        </Text>
      )}
      {error.diagnosis !== undefined && (
        <Text fz="sm" mt={6}>
          <MoreAbout diagnosis={error.diagnosis} />
        </Text>
      )}
      {error.code === 'held' && onTakeOver && (
        <Group mt={8}>
          <Button size="xs" color="red" variant="outline" onClick={onTakeOver}>
            {t('errors.takeOver')}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
