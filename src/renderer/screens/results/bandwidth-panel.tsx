import { Button, Group, Text, Title } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { bandwidthOf, type Rate } from '../../../shared/run/figures.ts';
import { tutorialFigures } from '../../../shared/run/tutorial.ts';
import { formatBitRate, formatRatio } from '../../../shared/run/units.ts';
import type { Measured } from '../../../shared/transcript/measured.ts';
import { Icon } from '../../ui/icon.tsx';
import { savePng } from '../../ui/save-png.ts';
import { tellError } from '../../ui/tell-error.ts';
import { BandwidthChart } from './bandwidth-chart.tsx';
import { TypedOrigin } from './typed-origin.tsx';

export function BandwidthPanel({ run }: { run: Measured }) {
  const { t } = useTranslation();
  const chart = useRef<SVGSVGElement>(null);
  const { native, overlay, ratio } = bandwidthOf(run);
  const first = native ?? overlay;
  if (!first) return null;
  const lab = nameOf(run.lab);
  const day = run.startedAt.slice(0, 16).replace('T', ' ');
  const png = () =>
    chart.current &&
    savePng(chart.current, {
      name: `${lab}-bandwidth-${day.replace(/[ :]/g, '-')}.png`,
      title: t('results.bandwidth'),
      below: t('results.pngBelow', { lab, day }),
    });
  return (
    <section className="card" aria-labelledby="bandwidth">
      <Group justify="space-between" wrap="nowrap" mb={12}>
        <Title order={2} fz={17} id="bandwidth">
          {t('results.bandwidth')}
        </Title>
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="download" size={15} />}
          onClick={() => void png()?.catch(tellError)}
        >
          {t('results.png')}
        </Button>
      </Group>
      <BandwidthChart ref={chart} native={native?.bitsPerSecond} overlay={overlay?.bitsPerSecond} />
      {ratio !== undefined && (
        <Text fz={15}>
          {t('results.ratio', { ratio: formatRatio(ratio), tutorial: formatRatio(tutorialFigures.ratio) })}
        </Text>
      )}
      <Text fz="sm" c="dimmed" mt={4}>
        {howMeasured(first)}
      </Text>
      <TypedOrigin typed={run.typed?.filter(({ measurement }) => measurement?.kind === 'bandwidth')} />
    </section>
  );

  function howMeasured({ tool, seconds, streams, times, least, most, from, to }: Rate): string {
    return [
      t('results.how', { count: streams, tool, seconds: Math.round(seconds), from, to }),
      times > 1 && t('results.median', { count: times, least: formatBitRate(least), most: formatBitRate(most) }),
    ]
      .filter(Boolean)
      .join(' ');
  }
}

/** Of a card's id, or a lab's name as it is. */
const nameOf = (lab: string): string => lab.replace(/^.*[:/]/, '').replace(/\.ya?ml$/, '');
