import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { partState } from '../../../shared/snapshot/part-state.ts';
import type { NodeSight, RunEntry, Stand } from '../../../shared/snapshot/snapshot.ts';
import { textOf } from '../../../shared/tracks/outline.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import type { PlacedPart } from '../../state/parts.ts';
import { useSnapshot } from '../../state/snapshots.ts';
import { Aged } from './aged.tsx';
import { DoIt } from './do-it.tsx';
import classes from './lesson.module.css';
import { lessonQuery } from './lesson-text.ts';
import { LiveCard } from './live-card.tsx';
import { LookInside } from './look-inside.tsx';
import { NotLoaded } from './not-loaded.tsx';
import { Outputs } from './outputs.tsx';
import { PartFoot } from './part-foot.tsx';
import { PartHead } from './part-head.tsx';
import { Question } from './question.tsx';
import { usePartTrace } from './use-part-trace.ts';
import { WhatChanged } from './what-changed.tsx';
import { WholeTutorial } from './whole-tutorial.tsx';
import { Why } from './why.tsx';

interface Props {
  card: LabCard;
  part: PlacedPart;
  stands: readonly Stand[];
  runs: readonly RunEntry[];
  nodes: readonly NodeSight[];
  dock: boolean;
}

export function PartView({ card, part, stands, runs, nodes, dock }: Props) {
  const { i18n } = useTranslation();
  const { takenBackAt } = useSnapshot(card.id);
  const trace = usePartTrace(card.id, { runs, takenBackAt }, part.steps);
  const lesson = useQuery(lessonQuery(textOf(part.track, part), i18n.language));
  if (lesson.error) return <NotLoaded onAgain={() => void lesson.refetch()} />;
  const text = lesson.data;
  if (!text) return null;
  const picture = partState(stands, part);
  const happened = trace.changes.length > 0 || trace.outputs.length > 0;
  const understanding = (
    <div key="understand">
      <Why card={card} part={part} text={text} />
      {text.aged && <Aged text={text.aged} />}
    </div>
  );
  const doing = (
    <Stack key="do" gap={16}>
      {part.steps.length > 0 && (
        <DoIt card={card} part={part} picture={picture} runs={runs} nodes={nodes} happened={happened} />
      )}
      {text.inside.length > 0 && <LookInside card={card} inside={text.inside} />}
    </Stack>
  );
  return (
    <article aria-labelledby="part-title">
      <PartHead part={part} text={text} state={picture.state}>
        {/* Whoever types has no room for it, and no use. */}
        {!dock && <WholeTutorial card={card} stands={stands} />}
      </PartHead>
      <div className={classes.columns}>
        {/* Beside terminals there is room for one column: what is to be done comes first. */}
        {dock ? [doing, understanding] : [understanding, doing]}
      </div>
      <div className={classes.wide} id="happened">
        <LiveCard card={card} part={part.id} />
        <WhatChanged trace={trace} nodes={card.nodes.map(({ name }) => name)} />
        <Outputs outputs={trace.outputs} marks={text.marks} />
        <Question key={part.id} text={text} />
        <PartFoot lab={card.id} part={part} done={picture.state === 'done'} />
      </div>
    </article>
  );
}
