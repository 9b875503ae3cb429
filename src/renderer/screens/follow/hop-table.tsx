import { Table, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Followed, FollowPoint } from '../../../shared/follow/report.ts';
import { changeWords, placeWords } from '../../../shared/follow/words.ts';
import { inWords } from '../../../shared/texts/text.ts';

export interface Steps {
  packet: Followed;
  points: readonly FollowPoint[];
  /** The hop that is looked at; whoever draws the network can show it there. */
  at: number;
  onStep: (at: number) => void;
}

export const whereOf = (points: readonly FollowPoint[], id: string): string => {
  const point = points.find((one) => one.id === id);
  return point ? inWords(placeWords(point)) : id;
};

/** All hops of a packet, a line each; a click looks at one. */
export function HopTable({ packet: { hops }, points, at, onStep }: Steps) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table fz="sm" verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            {(['hop', 'where', 'time', 'bytes', 'what'] as const).map((name) => (
              <Table.Th key={name} scope="col" ta={name === 'time' || name === 'bytes' ? 'right' : 'left'}>
                {t(`follow.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {hops.map(({ point, at: time, length, changes, again }, index) => (
            <Table.Tr
              key={point}
              aria-current={index === at ? 'step' : undefined}
              bg={index === at ? 'var(--lab-code)' : undefined}
            >
              <Table.Td>{index + 1}</Table.Td>
              <Table.Th scope="row" fw={index === at ? 650 : 500}>
                <UnstyledButton fz="sm" fw="inherit" td="underline" onClick={() => onStep(index)}>
                  {whereOf(points, point)}
                </UnstyledButton>
              </Table.Th>
              <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                {t('follow.micros', { at: time })}
              </Table.Td>
              <Table.Td ta="right">{length}</Table.Td>
              <Table.Td>
                {changes.map((change) => inWords(changeWords(change))).join('; ') ||
                  (index > 0 ? t('follow.unchanged') : '')}
                {again > 0 && ` (${t('follow.again', { count: again })})`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
