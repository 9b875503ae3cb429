import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { Card } from '../../ui/card.tsx';
import { CommandRow } from './command-row.tsx';
import type { LookInside as Look } from './parse-lesson.ts';

/** Commands that change nothing, for seeing with one's own eyes what the text claims. */
export function LookInside({ card, inside }: { card: LabCard; inside: readonly Look[] }) {
  const { t } = useTranslation();
  const nodes = card.nodes.map(({ name }) => name);
  const [node, setNode] = useState(nodes[0] ?? '');
  return (
    <Card id="inside" title={t('lesson.inside')} mb={4}>
      <Text fz="sm" c="dimmed">
        {t('lesson.insideText')}
      </Text>
      <Select
        label={t('lesson.insideNode')}
        data={nodes}
        value={node}
        onChange={(value) => setNode(value ?? node)}
        allowDeselect={false}
        w={180}
        my={8}
      />
      {inside.map(({ command, note }) => (
        <div key={command} style={{ marginTop: 10 }}>
          <Text fz="sm">{note}</Text>
          <CommandRow lab={card.id} node={node} command={command} />
        </div>
      ))}
    </Card>
  );
}
