import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { Operation } from '../../../shared/wire/operation.ts';
import { ask } from '../../state/connection.ts';
import { ErrorBox } from '../../ui/error-box.tsx';

/** Work that is running: how far, what now, and a way out. What is done needs no row any more. */
export function OperationRow({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const { id, title, percent, message, state, error } = operation;
  if (state === 'done' || (state === 'cancelled' && !error)) return null;
  if (state !== 'running')
    return <ErrorBox error={error ?? { code: 'practice-lab', message: `${title}: ${message}` }} />;
  return (
    <div className="card" style={{ marginBottom: 12 }}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} fz="sm">
          {title}
        </Text>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => void ask((client) => client.operations.cancel({ id })).catch(() => undefined)}
        >
          {t('run.cancel')}
        </Button>
      </Group>
      <Progress value={percent} mt={8} aria-label={title} animated />
      <Text fz="xs" c="dimmed" mt={4} role="status">
        {stripUnsafe(message)}
      </Text>
    </div>
  );
}
