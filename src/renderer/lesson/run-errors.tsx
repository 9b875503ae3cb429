import { Stack } from '@mantine/core';
import type { StepId } from '../../shared/steps.ts';
import { ErrorBox } from '../frame/error-box.tsx';
import { tellError } from '../frame/tell-error.ts';
import type { RunPicture } from '../state/run-picture.ts';
import { again } from '../state/start-run.ts';

/** What went wrong in a run: of these steps, or of none at all, such as a node that cannot be reached. */
export function RunErrors({ run, steps }: { run: RunPicture; steps?: readonly StepId[] }) {
  const errors = run.errors.filter(({ step }) => !step || !steps || steps.includes(step));
  if (errors.length === 0) return null;
  return (
    <Stack gap={8} my={10}>
      {errors.map((error) => (
        <ErrorBox
          key={`${error.code}${error.node}${error.step}${error.message}`}
          error={error}
          onTakeOver={() => void again(run, { takeOver: true }).catch(tellError)}
        />
      ))}
    </Stack>
  );
}
