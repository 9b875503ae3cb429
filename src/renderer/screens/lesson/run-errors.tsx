import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mergedErrors } from '../../../shared/run/merged-errors.ts';
import type { StepId } from '../../../shared/run/steps.ts';
import type { RunView } from '../../../shared/run/view.ts';
import { again } from '../../state/start-run.ts';
import { confirmWith } from '../../ui/confirm-store.ts';
import { ErrorBox } from '../../ui/error-box.tsx';
import { tellError } from '../../ui/tell-error.ts';

/** What went wrong in a run: of these steps, or of none at all, such as a node that cannot be reached. */
export function RunErrors({ run, steps }: { run: RunView; steps?: readonly StepId[] }) {
  const { t } = useTranslation();
  const errors = mergedErrors(run.errors.filter(({ step }) => !step || !steps || steps.includes(step)));
  if (errors.length === 0) return null;
  return (
    <Stack gap={8} my={10}>
      {errors.map((error) => (
        <ErrorBox
          key={`${error.code}${error.node}${error.step}${error.message}`}
          error={error}
          onTakeOver={() => takeOver(run)}
        />
      ))}
    </Stack>
  );

  function takeOver(held: RunView): void {
    confirmWith({
      title: t('errors.takeOverTitle'),
      text: t('errors.takeOverText'),
      yes: t('errors.takeOver'),
      danger: true,
      act: () =>
        void again(held.lab, { ...held, steps: held.steps.map(({ id }) => id) }, { takeOver: true }).catch(tellError),
    });
  }
}
