import { Checkbox, Group, Loader, ScrollArea, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { type NodeForm, nodesOfHosts } from './lab-form.ts';

export function ConfigHosts({ onChosen }: { onChosen: (nodes: NodeForm[]) => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string[]>([]);
  const hosts = useQuery({ queryKey: ['ssh-hosts'], queryFn: () => ask((client) => client.labs.sshHosts()) });
  if (hosts.isPending) return <Loader size="sm" aria-label={t('frame.loading')} />;
  if (hosts.error) return <ErrorBox error={reported(hosts.error)} />;
  if (hosts.data.length === 0) return <Text fz="sm">{t('addLab.noHosts')}</Text>;
  return (
    <Stack>
      <Text fz="sm">{t('addLab.configText')}</Text>
      <ScrollArea.Autosize mah={300}>
        <Checkbox.Group value={chosen} onChange={setChosen} aria-label={t('addLab.hosts')}>
          <Stack gap={8}>
            {hosts.data.map(({ host, hostName, user }) => (
              <Checkbox
                key={host}
                value={host}
                label={host}
                description={[user, hostName].filter(Boolean).join(' @ ') || undefined}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      </ScrollArea.Autosize>
      <Group justify="flex-end">
        <ActionButton
          not={chosen.length < 2 ? t('addLab.twoHosts') : undefined}
          onClick={() => onChosen(nodesOfHosts(hosts.data.filter(({ host }) => chosen.includes(host))))}
        >
          {t('addLab.intoForm', { count: chosen.length })}
        </ActionButton>
      </Group>
    </Stack>
  );
}
