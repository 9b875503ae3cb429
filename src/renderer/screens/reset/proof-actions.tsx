import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/run/view.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { ask } from '../../state/connection.ts';
import { copyText } from '../../ui/copy-text.ts';
import { Icon } from '../../ui/icon.tsx';
import { tellError } from '../../ui/tell-error.ts';
import { ExportMenu } from '../results/export-menu.tsx';

/** Of which lab the proof is, when it was made and of how much, with a copy of it and an export. */
export function ProofActions({ card, run }: { card: LabCard; run: RunView }) {
  const { t, i18n } = useTranslation();
  const time = new Date(run.startedAt).toLocaleString(i18n.language, { dateStyle: 'long', timeStyle: 'medium' });
  const nodes = new Set(run.proofs.map(({ node }) => node)).size;
  const copy = () =>
    ask((client) => client.report.export({ lab: card.id, run: run.run, format: 'markdown' }))
      .then(({ text }) => copyText(text))
      .catch(tellError);
  return (
    <Group justify="space-between" mb={8} gap={8}>
      <Text fz="sm">{t('reset.proofOf', { lab: card.name, time, count: run.proofs.length, nodes })}</Text>
      <Group gap={8}>
        <Button size="xs" variant="default" leftSection={<Icon name="copy" size={14} />} onClick={() => void copy()}>
          {t('reset.copyProof')}
        </Button>
        <ExportMenu card={card} run={run} />
      </Group>
    </Group>
  );
}
