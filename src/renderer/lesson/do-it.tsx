import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../shared/contract.ts';
import { ErrorBox } from '../frame/error-box.tsx';
import { ask } from '../state/connection.ts';
import { reported } from '../state/errors.ts';
import type { PartPicture } from '../state/lab-picture.ts';
import { type PartId, stepsOf, withNeeds } from '../state/parts.ts';
import type { RunPicture } from '../state/run-picture.ts';
import { isQuiet } from '../state/start-run.ts';
import { NodeLog } from './node-log.tsx';
import { RunErrors } from './run-errors.tsx';
import { StepCommands } from './step-commands.tsx';
import { usePartActions } from './use-part-actions.ts';
import { useTypeOn } from './use-type-on.ts';
import { useTypedCheck } from './use-typed-check.ts';
import { Ways } from './ways.tsx';

interface Props {
  card: LabCard;
  part: PartId;
  picture: PartPicture;
  runs: readonly RunPicture[];
  dock: boolean;
  happened: boolean;
}

/** The commands of this part on each node, three ways to have them done, and what happens while they are. */
export function DoIt({ card, part, picture, runs, dock, happened }: Props) {
  const { t } = useTranslation();
  const steps = stepsOf[part];
  const actions = usePartActions(card.id, part, runs);
  const commands = useQuery({
    queryKey: ['commands', card.id],
    queryFn: () => ask((client) => client.lesson.commands({ lab: card.id })),
  });
  const { all } = useTypeOn(card.id, part, commands.data ?? []);
  // Asking Docker while it is stopped would have systemd start it again, under the hands of who is about to.
  const mayAsk = part !== 'daemons' || all;
  useTypedCheck({ lab: card.id, part, stands: picture.stands, watching: dock && mayAsk && !actions.active });
  const shown =
    actions.active ?? runs.findLast((run) => !isQuiet(run.run) && run.tasks.some(({ step }) => steps.includes(step)));
  return (
    <section className="card" aria-labelledby="do-it">
      <Title order={2} fz={17} mb={10} id="do-it">
        {t('lesson.doIt')}
      </Title>
      <Ways
        card={card}
        part={part}
        picture={picture}
        actions={actions}
        commands={commands.data ?? []}
        happened={happened}
      />
      {commands.error && <ErrorBox error={reported(commands.error)} />}
      {steps.map((step) => (
        <StepCommands
          key={step}
          card={card}
          step={step}
          commands={commands.data?.find((one) => one.step === step)}
          stands={picture.stands.filter((stand) => stand.step === step)}
        />
      ))}
      {shown && <RunErrors run={shown} steps={withNeeds(steps)} />}
      {shown && <NodeLog key={shown.run} run={shown} nodes={card.nodes.map(({ name }) => name)} />}
    </section>
  );
}
