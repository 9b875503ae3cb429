import { Alert, Checkbox, List, Loader, Stack, Text } from '@mantine/core';
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOperations } from '../../state/app-stores.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Icon } from '../../ui/icon.tsx';
import { OperationRow } from './operation-row.tsx';

export const requirementsQuery = queryOptions({
  queryKey: ['requirements'],
  queryFn: () => ask((client) => client.practice.requirements()),
});

/** What this machine lacks for a practice lab. Packages are installed only after a yes to their names. */
export function Requirements({ onReady }: { onReady: (ready: boolean) => void }) {
  const { t } = useTranslation();
  const [agreed, setAgreed] = useState(false);
  const needed = useQuery(requirementsQuery);
  const install = useMutation({ mutationFn: () => ask((client) => client.practice.install()) });
  const operation = useOperations(({ all }) => all.find(({ id }) => id === install.data?.operation));
  const over = operation !== undefined && operation.state !== 'running';
  const { refetch } = needed;
  useEffect(() => {
    if (over) void refetch();
  }, [over, refetch]);
  const ready = needed.data?.ok ?? false;
  useEffect(() => onReady(ready), [ready, onReady]);

  if (needed.isPending) return <Loader size="sm" aria-label={t('practice.looking')} />;
  const error = needed.error ?? install.error;
  if (error) return <ErrorBox error={reported(error)} />;
  if (operation && operation.state !== 'done' && !ready) return <OperationRow operation={operation} />;
  const { missing = [], problems = [] } = needed.data ?? {};
  return (
    <>
      {problems.map((problem) => (
        <ErrorBox key={problem} error={{ code: 'practice-lab', message: problem }} />
      ))}
      {missing.length > 0 && (
        <Alert color="yellow" icon={<Icon name="download" />} title={t('practice.missing', { count: missing.length })}>
          <Stack gap="xs" align="flex-start">
            <List fz="sm">
              {missing.map((one) => (
                <List.Item key={one.package}>
                  <b>{one.package}</b> – {one.reason}
                </List.Item>
              ))}
            </List>
            <Checkbox
              label={t('practice.agree')}
              checked={agreed}
              onChange={(event) => setAgreed(event.currentTarget.checked)}
            />
            <ActionButton
              size="xs"
              not={agreed ? undefined : t('practice.agreeFirst')}
              loading={install.isPending}
              onClick={() => install.mutate()}
            >
              {t('practice.install')}
            </ActionButton>
          </Stack>
        </Alert>
      )}
      {ready && (
        <Text fz="sm" c="var(--lab-good)" role="status">
          {t('practice.ready')}
        </Text>
      )}
    </>
  );
}
