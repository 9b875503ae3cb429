import { Anchor, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { routeHash } from '../../state/route.ts';
import { ErrorBox } from '../../ui/error-box.tsx';
import { FindCause } from '../lesson/find-cause.tsx';

/** Why the last run of a lab failed, on its card: nobody should have to look for it in a log. One line until it is wanted. */
export function WhyFailed({ lab, run }: { lab: string; run: NonNullable<LabCard['lastRun']> }) {
  const { t } = useTranslation();
  const { errors, moreErrors } = run;
  if (errors.length === 0) return null;
  return (
    <details>
      <summary style={{ fontSize: 14, cursor: 'pointer' }}>{t('labs.why')}</summary>
      <Stack gap={8} mt={8}>
        {errors.map((error) => (
          <ErrorBox key={`${error.code}${error.node}${error.message}`} error={error} />
        ))}
        <FindCause lab={lab} />
        {moreErrors > 0 && (
          <Anchor fz="sm" href={routeHash({ screen: 'lesson', lab })}>
            {t('labs.moreErrors', { count: moreErrors })}
          </Anchor>
        )}
      </Stack>
    </details>
  );
}
