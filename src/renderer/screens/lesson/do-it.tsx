import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepId } from '../../../shared/run/steps.ts';
import type { PartState } from '../../../shared/snapshot/part-state.ts';
import type { NodeSight, RunEntry } from '../../../shared/snapshot/snapshot.ts';
import { withNeeds } from '../../../shared/tracks/outline.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { useRunViews } from '../../state/lab-runs.ts';
import type { PlacedPart } from '../../state/parts.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { RunWaits } from '../../ui/run-waits.tsx';
import { FindCause } from './find-cause.tsx';
import { Lately } from './lately.tsx';
import { NodeLog } from './node-log.tsx';
import { RunErrors } from './run-errors.tsx';
import { StepCommands } from './step-commands.tsx';
import { usePartActions } from './use-part-actions.ts';
import { useTypeOn } from './use-type-on.ts';
import { Ways } from './ways.tsx';

interface Props {
  card: LabCard;
  part: PlacedPart;
  picture: PartState;
  runs: readonly RunEntry[];
  nodes: readonly NodeSight[];
  happened: boolean;
}

/** The commands of this part on each node, three ways to have them done, and what happens while they are. */
export function DoIt({ card, part, picture, runs, nodes, happened }: Props) {
  const { t } = useTranslation();
  const { track, steps } = part;
  const actions = usePartActions(card.id, part);
  const commands = useQuery({
    queryKey: ['commands', card.id],
    queryFn: () => ask((client) => client.lesson.commands({ lab: card.id })),
  });
  const { next } = useTypeOn(card.id, part, commands.data ?? []);
  const last = useMemo(() => lastConcerning(runs, steps), [runs, steps]);
  const [lastView] = useRunViews(card.id, last);
  const shown = actions.active ?? lastView;
  return (
    <Card id="do-it" title={t('lesson.doIt')} mb={10}>
      <Ways
        card={card}
        part={part}
        picture={picture}
        actions={actions}
        commands={commands.data ?? []}
        happened={happened}
      />
      {/* Below the buttons: whoever pressed one looks there, and the commands may fill the screen. */}
      {shown && <RunWaits run={shown} />}
      {shown && <RunErrors run={shown} steps={withNeeds(track, steps)} />}
      {(picture.state === 'failed' || (shown?.errors.length ?? 0) > 0) && <FindCause lab={card.id} />}
      {commands.error && <ErrorBox error={reported(commands.error)} />}
      {steps.map((step) => (
        <StepCommands
          key={step}
          card={card}
          step={step}
          commands={commands.data?.find((one) => one.step === step)}
          stands={picture.stands.filter((stand) => stand.step === step)}
          next={next}
        />
      ))}
      <Lately nodes={nodes} />
      {shown && <NodeLog key={shown.run} run={shown} nodes={card.nodes.map(({ name }) => name)} />}
    </Card>
  );
}

/** The newest run that concerns these steps; none, or that one. */
function lastConcerning(runs: readonly RunEntry[], steps: readonly StepId[]): RunEntry[] {
  const concerns = (run: RunEntry) => neverBegan(run) || run.steps.some((step) => steps.includes(step));
  return runs.filter(concerns).slice(-1);
}

/** Not one step of it was begun, as where no node can be reached: that concerns every part. */
const neverBegan = ({ steps, state }: RunEntry): boolean => steps.length === 0 && state === 'failed';
