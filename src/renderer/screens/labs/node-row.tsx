import { Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NodeSight } from '../../../shared/snapshot/snapshot.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NodeTrouble } from '../lesson/node-trouble.tsx';
import classes from './node-row.module.css';

interface Props {
  lab: LabCard;
  node: LabCard['nodes'][number];
  /** Where it cannot be seen, or its engine does not run. */
  trouble?: NodeSight | undefined;
}

/** One node: where it is, and whether the app gets there. */
export function NodeRow({ lab, node, trouble }: Props) {
  const { t } = useTranslation();
  const test = useMutation({
    mutationFn: () => ask((client) => client.labs.test({ id: lab.id, node: node.name })),
  });
  const error = test.error ? reported(test.error) : test.data?.error;
  const said = test.data && !error ? stripUnsafe(test.data.message) : undefined;
  return (
    <li className={classes.row}>
      <Group gap={10} wrap="nowrap" justify="space-between">
        <div style={{ minWidth: 0 }}>
          <Group gap={8} wrap="nowrap">
            <Text fw={600} fz="sm">
              {node.name}
            </Text>
            <span className="mono">{node.address}</span>
          </Group>
          <Text fz="xs" c="dimmed" truncate>
            {t('labs.ssh', { place: node.port ? `${node.host}:${node.port}` : node.host })}
          </Text>
        </div>
        <ActionButton
          variant="subtle"
          size="compact-sm"
          loading={test.isPending}
          onClick={() => test.mutate()}
          aria-label={t('labs.testNode', { node: node.name })}
        >
          {t('labs.test')}
        </ActionButton>
      </Group>
      <div role="status">
        {trouble && (
          <Text fz="xs" c="var(--lab-bad)" className={classes.said}>
            <Icon name="warning" size={14} />
            <span>
              <NodeTrouble sight={trouble} brief />
            </span>
          </Text>
        )}
        {said && (
          <Text fz="xs" c={test.data?.ok ? 'var(--lab-good)' : 'var(--lab-bad)'} className={classes.said}>
            <Icon name={test.data?.ok ? 'check' : 'cross'} size={14} /> {said}
          </Text>
        )}
        {error && <ErrorBox error={{ ...error, node: error.node ?? node.name }} />}
      </div>
    </li>
  );
}
