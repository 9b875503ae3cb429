import { Button, Checkbox, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../shared/contract.ts';
import { confirmWith } from '../frame/confirm-store.ts';
import { Icon } from '../frame/icon.tsx';
import { tellError } from '../frame/tell-error.ts';
import type { ChangePicture, RunPicture } from '../state/run-picture.ts';
import { byNode } from '../state/standing.ts';
import { startRun } from '../state/start-run.ts';
import { fateOf, thingOf } from './fate.ts';
import classes from './plan.module.css';

interface Props {
  card: LabCard;
  standing: readonly ChangePicture[];
  busy: boolean;
  last?: RunPicture;
}

/** Per node, before anything happens: what is removed and what is put back. */
export function Plan({ card, standing, busy, last }: Props) {
  const { t } = useTranslation();
  const [unowned, setUnowned] = useState(false);
  const nodes = byNode(
    standing,
    card.nodes.map(({ name }) => name),
  );
  const differs = last?.proofs.some(({ equal }) => !equal) ?? false;
  const lines = nodes.flatMap(([node, changes]) =>
    changes.toReversed().map((change) => `${node}: ${t(`reset.fate.${fateOf(change)}`)} ${thingOf(change)}`),
  );
  const ask = () =>
    confirmWith({
      title: t('reset.confirm.title', { name: card.name }),
      text: t(unowned ? 'reset.confirm.withUnowned' : 'reset.confirm.text'),
      detail: lines.join('\n') || undefined,
      yes: t('reset.confirm.yes'),
      danger: true,
      act: () =>
        startRun({ lab: card.id, command: 'reset', ...(unowned && { includeUnowned: true }) }).catch(tellError),
    });
  return (
    <section className="card" aria-labelledby="plan">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} fz={17} id="plan">
            {t('reset.plan')}
          </Title>
          <Text fz="sm" c="dimmed">
            {t(standing.length > 0 ? 'reset.planText' : 'reset.nothing')}
          </Text>
        </div>
        <Button color="red.9" disabled={busy} onClick={ask} leftSection={<Icon name="reset" size={16} />}>
          {t('reset.start')}
        </Button>
      </Group>
      {standing.length > 0 && (
        <SimpleGrid cols={{ base: 1, sm: Math.min(3, nodes.length) }} mt={12}>
          {nodes.map(([node, changes]) => (
            <div key={node}>
              <Text fw={650} fz="sm" mb={4}>
                {node}
              </Text>
              <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
                {changes.toReversed().map((change) => (
                  <Group component="li" key={change.change} gap={8} wrap="nowrap" align="flex-start" mb={4}>
                    <span className={classes.fate} data-fate={fateOf(change)}>
                      {t(`reset.fate.${fateOf(change)}`)}
                    </span>
                    <span className="mono" style={{ overflowWrap: 'anywhere' }}>
                      {thingOf(change)}
                    </span>
                  </Group>
                ))}
                {changes.length === 0 && (
                  <Text component="li" fz="sm" c="dimmed">
                    {t('reset.nodeClean')}
                  </Text>
                )}
              </ul>
            </div>
          ))}
        </SimpleGrid>
      )}
      {(differs || last?.errors.some(({ code }) => code === 'refused')) && (
        <Checkbox
          mt={14}
          checked={unowned}
          onChange={(event) => setUnowned(event.currentTarget.checked)}
          label={t('reset.unowned')}
        />
      )}
    </section>
  );
}
