import { Alert, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DiagnosisReport, FoundCause } from '../../../shared/diagnosis/report.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { ask } from '../../state/connection.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MoreAbout } from '../../ui/more-about.tsx';
import { tellError } from '../../ui/tell-error.ts';
import { CommandRow } from './command-row.tsx';

/** Looks at all nodes of a lab and shows what is wrong there, with evidence and remedy; changes nothing. */
export function FindCause({ lab }: { lab: string }) {
  const { t } = useTranslation();
  const looking = useMutation({
    mutationFn: () => ask(({ labs }) => labs.diagnose({ id: lab })),
    onError: tellError,
  });
  return (
    <Stack gap={8} align="flex-start" my={8}>
      <ActionButton
        size="xs"
        variant="default"
        leftSection={<Icon name="search" size={16} />}
        loading={looking.isPending}
        onClick={() => looking.mutate()}
      >
        {t('diagnose.find')}
      </ActionButton>
      {looking.data && <Found lab={lab} report={looking.data} />}
    </Stack>
  );
}

function Found({ lab, report: { causes, looked } }: { lab: string; report: DiagnosisReport }) {
  const { t } = useTranslation();
  const well = looked.filter(({ state }) => state === 'well').map(({ name }) => name);
  return (
    <Stack gap={8} w="100%" role="status" aria-label={t('diagnose.result')}>
      {causes.length === 0 && <Text fz="sm">{t('diagnose.allWell')}</Text>}
      {causes.map((cause) => (
        <Cause key={`${cause.row}${cause.latent}`} lab={lab} cause={cause} />
      ))}
      <Text fz="xs" c="dimmed">
        {t('diagnose.excluded', { names: well.join(', ') })}
      </Text>
    </Stack>
  );
}

function Cause({ lab, cause: { row, title, nodes, evidence, remedy, latent } }: { lab: string; cause: FoundCause }) {
  const { t } = useTranslation();
  const [node] = nodes;
  return (
    <Alert
      color={latent ? 'yellow' : 'red'}
      variant="light"
      icon={<Icon name="warning" />}
      title={t('diagnose.onNodes', { title, nodes: nodes.join(', ') })}
    >
      {latent && <Text fz="sm">{t('diagnose.latent')}</Text>}
      <Text fz="sm" fw={600}>
        {t('diagnose.evidence')}
      </Text>
      {evidence.map((line) => (
        <Text key={line} fz="xs" className="mono" style={{ overflowWrap: 'anywhere' }}>
          {stripUnsafe(line)}
        </Text>
      ))}
      <Text fz="sm" mt={6}>
        <b>{t('errors.remedy')}</b> {remedy.text}
      </Text>
      {node && remedy.commands.map((command) => <CommandRow key={command} lab={lab} node={node} command={command} />)}
      <Text fz="sm" mt={6}>
        <MoreAbout diagnosis={row} />
      </Text>
    </Alert>
  );
}
