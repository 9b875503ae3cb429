import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatBitRate, formatLoss, formatMs } from '../../../shared/run/units.ts';
import type { TypedEntry } from '../../../shared/transcript/entry.ts';

/** What a typed command measured, in one line. */
export function TypedFigure({ entry }: { entry?: TypedEntry | undefined }) {
  const { t } = useTranslation();
  const one = entry?.measurement;
  if (!one) return null;
  return (
    <Text fz="sm" fw={600} mt={4}>
      {one.kind === 'ping'
        ? [
            t('lesson.figure.ping', { ...one, loss: formatLoss(one.lossPercent) }),
            ...(one.rttMs ? [t('lesson.figure.avg', { ms: formatMs(one.rttMs.avg) })] : []),
          ].join(', ')
        : t('lesson.figure.bandwidth', {
            ...{ from: one.from, to: one.to, path: t(`results.${one.path}`) },
            ...{ rate: formatBitRate(one.bitsPerSecond), seconds: one.seconds.toFixed(0) },
          })}
    </Text>
  );
}
