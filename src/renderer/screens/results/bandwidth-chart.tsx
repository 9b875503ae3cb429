import { useComputedColorScheme } from '@mantine/core';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { tutorialFigures } from '../../../shared/run/tutorial.ts';
import { formatBitRate } from '../../../shared/run/units.ts';

interface Props {
  native?: number;
  overlay?: number;
  ref: Ref<SVGSVGElement>;
}

const size = { width: 640, label: 78, value: 104, bar: 26, gap: 7, head: 26, group: 22 };
/** Colours stand in the drawing itself: it is also saved as a picture. */
const palettes = {
  light: { text: '#1c1f24', page: '#ffffff', native: '#0b6a7f', overlay: '#4f40be', axis: '#c4c9d4' },
  dark: { text: '#e6e8ec', page: '#1f2229', native: '#5cc8dc', overlay: '#a89ff5', axis: '#454b58' },
};

/** This lab and the tutorial's, on one scale. */
export function BandwidthChart({ native, overlay, ref }: Props) {
  const { t } = useTranslation();
  const palette = palettes[useComputedColorScheme('light')];
  const groups = [
    { name: t('results.thisLab'), native, overlay },
    {
      name: t('results.tutorial'),
      native: tutorialFigures.nativeBitsPerSecond,
      overlay: tutorialFigures.overlayBitsPerSecond,
    },
  ];
  const groupHeight = size.head + 2 * (size.bar + size.gap) + size.group;
  const height = groups.length * groupHeight;
  const most = Math.max(1, ...groups.flatMap(({ native: one = 0, overlay: other = 0 }) => [one, other]));
  const said = (value: number | undefined) => (value === undefined ? t('results.unknown') : formatBitRate(value));
  const description = groups
    .map((group) =>
      t('results.chartText', { name: group.name, native: said(group.native), overlay: said(group.overlay) }),
    )
    .join(' ');
  return (
    <svg
      ref={ref}
      viewBox={`0 0 ${size.width} ${height}`}
      width="100%"
      style={{ maxWidth: size.width }}
      role="img"
      aria-label={`${t('results.bandwidth')}. ${description}`}
      fontFamily="Inter, system-ui, sans-serif"
      fontSize={14}
      fill={palette.text}
    >
      <rect width={size.width} height={height} fill={palette.page} />
      {groups.map((group, index) => {
        const top = index * groupHeight;
        return (
          <g key={group.name} transform={`translate(0 ${top})`}>
            <text x={0} y={17} fontWeight={650}>
              {group.name}
            </text>
            <line
              x1={size.label}
              x2={size.label}
              y1={size.head - 3}
              y2={size.head + 2 * (size.bar + size.gap)}
              stroke={palette.axis}
            />
            {(['native', 'overlay'] as const).map((path, row) => {
              const y = size.head + row * (size.bar + size.gap);
              const value = group[path];
              const width = value === undefined ? 0 : (value / most) * (size.width - size.label - size.value);
              return (
                <g key={path}>
                  <text x={size.label - 10} y={y + 18} textAnchor="end">
                    {t(`results.${path}`)}
                  </text>
                  <rect x={size.label} y={y} width={Math.max(2, width)} height={size.bar} rx={4} fill={palette[path]} />
                  <text x={size.label + width + 9} y={y + 18} fontWeight={600}>
                    {said(value)}
                  </text>
                </g>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}
