import { Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Followed, FollowReport } from '../../../shared/follow/report.ts';
import { lossWords } from '../../../shared/follow/words.ts';
import { inWords } from '../../../shared/texts/text.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { HopDetails } from './hop-details.tsx';
import { HopTable } from './hop-table.tsx';

/** One packet of those that were followed, stepped through hop by hop. */
export function Timeline({ report }: { report: FollowReport }) {
  const { t } = useTranslation();
  const { packets, points } = report;
  const first = packets.findIndex(({ lost }) => lost);
  const [chosen, setChosen] = useState(String(Math.max(0, first)));
  const [hop, setHop] = useState(0);
  const packet = packets[Number(chosen)];
  if (!packet) return null;
  const nameOf = ({ direction, number, offset, lost }: Followed) => {
    const name = t(`follow.packet.${direction}`, { number });
    const whole = offset > 0 ? t('follow.piece', { name, offset }) : name;
    return lost ? t('follow.lost', { name: whole }) : whole;
  };
  const choose = (value: string | null) => {
    if (value === null) return;
    setChosen(value);
    setHop(0);
  };
  return (
    <Card id="way" title={t('follow.way')} style={{ marginTop: 16 }}>
      <Group mb={10}>
        <Select
          label={t('follow.shown')}
          data={packets.map((one, index) => ({ value: String(index), label: nameOf(one) }))}
          value={chosen}
          allowDeselect={false}
          onChange={choose}
        />
      </Group>
      {packet.hops.length > 0 && <HopTable packet={packet} points={points} at={hop} onStep={setHop} />}
      {packet.lost && (
        <Text fz="sm" fw={600} mt={8}>
          <Icon name="warning" size={16} /> {inWords(lossWords(packet.lost))}
        </Text>
      )}
      {packet.hops.length > 0 && <HopDetails packet={packet} points={points} at={hop} onStep={setHop} />}
    </Card>
  );
}
