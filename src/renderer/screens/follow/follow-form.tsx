import { Checkbox, Group, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FollowQuestion, packetKinds, sizes } from '../../../shared/follow/report.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';

const mostHere = 50;
const aSecond = 5;

interface Props {
  card: LabCard;
  isPending: boolean;
  onFollow: (question: FollowQuestion) => void;
  onCancel: () => void;
}

export function FollowForm({ card: { nodes }, isPending, onFollow, onCancel }: Props) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(nodes[0]?.name ?? '');
  const [to, setTo] = useState(nodes[1]?.name ?? '');
  const [kind, setKind] = useState<FollowQuestion['kind']>('ping');
  const [size, setSize] = useState<number | string>(sizes.usual);
  const [count, setCount] = useState<number | string>(3);
  const [df, setDf] = useState(false);
  const workers = nodes.map(({ name }, index) => ({
    value: name,
    label: t('follow.worker', { worker: `worker-${index + 1}`, node: name }),
  }));
  const kinds = packetKinds.map((value) => ({ value, label: t(`follow.kinds.${value}`) }));
  const bounded = (value: number | string, least: number, most: number, usual: number) =>
    Math.min(most, Math.max(least, Math.floor(Number(value)) || usual));
  const ask = () =>
    onFollow({
      ...{ from, to, kind, df, rate: aSecond },
      size: bounded(size, sizes.least, sizes.most, sizes.usual),
      count: bounded(count, 1, mostHere, 3),
    });
  return (
    <Card id="question" title={t('follow.question')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <Group align="flex-end" gap={12}>
          <Select
            label={t('follow.from')}
            data={workers}
            value={from}
            allowDeselect={false}
            onChange={(value) => setFrom(value ?? from)}
          />
          <Select
            label={t('follow.to')}
            data={workers}
            value={to}
            allowDeselect={false}
            onChange={(value) => setTo(value ?? to)}
          />
          <Select
            label={t('follow.kind')}
            data={kinds}
            value={kind}
            allowDeselect={false}
            w={170}
            onChange={(value) => setKind(packetKinds.find((one) => one === value) ?? kind)}
          />
          <NumberInput
            label={t('follow.size')}
            w={110}
            value={size}
            min={sizes.least}
            max={sizes.most}
            allowDecimal={false}
            hideControls
            onChange={setSize}
          />
          <NumberInput
            label={t('follow.count')}
            w={90}
            value={count}
            min={1}
            max={mostHere}
            allowDecimal={false}
            hideControls
            onChange={setCount}
          />
        </Group>
        <Checkbox
          mt={12}
          label={t('follow.df')}
          checked={df}
          onChange={(event) => setDf(event.currentTarget.checked)}
        />
        <Group gap={8} mt={14}>
          <ActionButton
            type="submit"
            loading={isPending}
            not={from === to ? t('follow.same') : undefined}
            leftSection={<Icon name="play" size={14} />}
          >
            {t('follow.start')}
          </ActionButton>
          {isPending && (
            <ActionButton variant="default" onClick={onCancel}>
              {t('follow.cancel')}
            </ActionButton>
          )}
        </Group>
      </form>
    </Card>
  );
}
