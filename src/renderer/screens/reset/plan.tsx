import { Checkbox, Group, Loader, SimpleGrid, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunView } from '../../../shared/run/view.ts';
import type { NodeSight } from '../../../shared/snapshot/snapshot.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import type { ResetDepth } from '../../../shared/wire/reset-depth.ts';
import { reported } from '../../state/errors.ts';
import { byNode } from '../../state/standing.ts';
import { startReset } from '../../state/start-reset.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { confirmWith, renewQuestion } from '../../ui/confirm-store.ts';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Icon } from '../../ui/icon.tsx';
import { tellError } from '../../ui/tell-error.ts';
import { useAge } from '../../ui/use-age.ts';
import { DepthChoice } from './depth-choice.tsx';
import { isLost } from './differs.ts';
import { NodePlan } from './node-plan.tsx';
import { typedFate } from './typed-fate.ts';
import type { Standing } from './use-standing.ts';

interface Props {
  card: LabCard;
  standing: Standing;
  /** The nodes as they are seen now. */
  sights: readonly NodeSight[];
  busy: boolean;
  last?: RunView;
}

/** Per node, before anything happens: what is removed, what is restored, and what is left alone. */
export function Plan({ card, standing, sights, busy, last }: Props) {
  const { t } = useTranslation();
  const age = useAge();
  const [ticked, setTicked] = useState(false);
  const [depth, setDepth] = useState<ResetDepth>('made');
  const nodes = byNode(
    standing.changes,
    card.nodes.map(({ name }) => name),
  );
  const differs = last?.proofs.some(({ equal }) => !equal) ?? false;
  const byHand = standing.nodes.flatMap(({ name, unowned: found = [] }) =>
    found.map((one) => ({ node: name, ...one })),
  );
  const typed = standing.nodes.flatMap(({ name, typed: found }) =>
    (found?.things ?? []).map((one) => ({ node: name, ...one })),
  );
  const isOffered =
    byHand.length > 0 ||
    typed.some(({ heldBy }) => heldBy !== undefined) ||
    differs ||
    (last?.errors.some(({ code }) => code === 'refused') ?? false);
  const unowned = isOffered && ticked && depth !== 'pristine';
  const taken = typed.filter((one) => typedFate(one, { depth, unowned }).isTaken);
  const lines = [
    ...taken.map(
      ({ node, what }) => `${node}: ${t('reset.fate.remove')} ${stripUnsafe(what)} (${t('reset.typed.byHand')})`,
    ),
    ...(unowned ? byHand : []).map(
      ({ node, container }) => `${node}: ${t('reset.fate.disconnect')} ${stripUnsafe(container)}`,
    ),
    ...nodes.flatMap(([node, changes]) =>
      changes.toReversed().map(({ fate, change }) => `${node}: ${t(`reset.fate.${fate}`)} ${stripUnsafe(change)}`),
    ),
  ];
  const question = {
    title: t('reset.confirm.title', { name: card.name }),
    text: t(
      depth === 'pristine' ? 'reset.confirm.pristine' : unowned ? 'reset.confirm.withUnowned' : 'reset.confirm.text',
    ),
    yes: t('reset.confirm.yes'),
    danger: true,
    act: () => startReset(card, depth, unowned).catch(tellError),
    ...(depth !== 'pristine' && {
      detail: lines.length > 0 ? lines.join('\n') : t(textOf(standing), { nodes: unasked(standing).join(', ') }),
      topic: `reset ${card.id}`,
    }),
  };
  const { topic } = question;
  useEffect(() => {
    if (topic !== undefined) renewQuestion({ ...question, topic });
  });
  return (
    <section className="card" aria-labelledby="plan">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap={24}>
        <div>
          <Title order={2} fz={17} id="plan">
            {t('reset.plan')}
          </Title>
          <Text fz="sm" c="dimmed" role="status">
            {standing.asking && <Loader size={12} mr={6} />}
            {t(textOf(standing), { nodes: unasked(standing).join(', ') })}
          </Text>
          {standing.at !== undefined && standing.nodes.length > 0 && (
            <Text fz="sm" c={standing.isOld ? 'var(--lab-store)' : 'dimmed'}>
              {t(ageOf(standing, sights), { age: age(standing.at) })}
            </Text>
          )}
        </div>
        <ActionButton
          color="red.9"
          flex="none"
          not={busy ? t('labs.not.busy') : undefined}
          onClick={() => confirmWith(question)}
          leftSection={<Icon name="reset" size={16} />}
        >
          {t('reset.start')}
        </ActionButton>
      </Group>
      {standing.error !== null && standing.error !== undefined && <ErrorBox error={reported(standing.error)} />}
      <DepthChoice card={card} depth={depth} onChange={setDepth} />
      {depth !== 'pristine' && isAnythingTold(standing) && (
        <SimpleGrid cols={{ base: 1, sm: Math.min(3, nodes.length) }} mt={12}>
          {nodes.map(([node, changes]) => (
            <NodePlan
              key={node}
              node={node}
              changes={changes}
              status={standing.nodes.find(({ name }) => name === node)}
              lost={sights.find((sight) => sight.node === node && isLost(sight))}
              unowned={unowned}
              depth={depth}
            />
          ))}
        </SimpleGrid>
      )}
      {isOffered && depth !== 'pristine' && (
        <Checkbox
          mt={14}
          checked={unowned}
          onChange={(event) => setTicked(event.currentTarget.checked)}
          label={t('reset.unowned')}
          description={byHand.length > 0 && !unowned ? t('reset.inTheWay') : undefined}
        />
      )}
    </section>
  );
}

/** Whether the plan follows what happens on the nodes. */
function ageOf({ isOld }: Standing, sights: readonly NodeSight[]) {
  if (isOld) return 'reset.isOld' as const;
  const isWatched = sights.length > 0 && sights.every((sight) => sight.seen.state === 'now' || isLost(sight));
  return isWatched ? ('reset.askedAndWatched' as const) : ('reset.asked' as const);
}

const typedThings = ({ nodes }: Standing) => nodes.flatMap(({ typed }) => typed?.things ?? []);

const isAnythingTold = (standing: Standing): boolean =>
  standing.changes.length > 0 ||
  typedThings(standing).length > 0 ||
  standing.nodes.some(({ unknown, typed }) => unknown !== undefined || typed?.unseen !== undefined);

const unasked = ({ nodes }: Standing): string[] =>
  nodes.filter(({ unknown }) => unknown !== undefined).map(({ name }) => name);

function textOf(standing: Standing) {
  const { asking, nodes, changes } = standing;
  // What was told stays to be read while they are asked again.
  if (asking && nodes.length === 0) return 'reset.asking' as const;
  if (changes.length > 0) return 'reset.planText' as const;
  if (typedThings(standing).length > 0) return 'reset.onlyTyped' as const;
  const away = unasked(standing).length;
  if (away > 0) return away === nodes.length ? ('reset.noneAsked' as const) : ('reset.someAsked' as const);
  return nodes.length > 0 ? ('reset.nothing' as const) : ('reset.nothingKnown' as const);
}
