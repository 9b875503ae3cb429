import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepId } from '../../shared/steps.ts';
import { confirmWith } from '../frame/confirm-store.ts';
import { ErrorBox } from '../frame/error-box.tsx';
import { tellError } from '../frame/tell-error.ts';
import type { RunPicture } from '../state/run-picture.ts';
import { again } from '../state/start-run.ts';

/** What went wrong in a run: of these steps, or of none at all, such as a node that cannot be reached. */
export function RunErrors({ run, steps }: { run: RunPicture; steps?: readonly StepId[] }) {
  const { t } = useTranslation();
  const errors = run.errors.filter(({ step }) => !step || !steps || steps.includes(step));
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

  function takeOver(held: RunPicture): void {
    confirmWith({
      title: t('errors.takeOverTitle'),
      text: t('errors.takeOverText'),
      yes: t('errors.takeOver'),
      danger: true,
      act: () => void again(held, { takeOver: true }).catch(tellError),
    });
  }
}
