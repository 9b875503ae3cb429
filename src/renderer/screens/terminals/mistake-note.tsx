import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mistake, WayOn } from '../../../shared/mistakes/mistake.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { inWords } from '../../../shared/texts/text.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { partKey, trackOfCard } from '../../state/parts.ts';
import { go } from '../../state/route.ts';
import { MoreAbout } from '../../ui/more-about.tsx';
import { tellError } from '../../ui/tell-error.ts';
import { putIn } from './put-in.ts';
import classes from './terminals.module.css';

/** What is wrong with the command typed last, and the ways on. */
export function MistakeNote({ card, mistake }: { card: LabCard; mistake: Mistake }) {
  const { t } = useTranslation();
  const [hidden, hide] = useState<Mistake>();
  if (hidden === mistake) return null;
  return (
    <div className={classes.mistake}>
      <span>
        {stripUnsafe(inWords(mistake.says))} {mistake.row !== undefined && <MoreAbout diagnosis={mistake.row} />}
      </span>
      <Group gap={6}>
        {mistake.ways.map((way) => (
          <Way key={JSON.stringify(way)} card={card} way={way} />
        ))}
        <Button size="compact-xs" variant="subtle" color="yellow.3" onClick={() => hide(mistake)}>
          {t('terminals.mistake.hide')}
        </Button>
      </Group>
    </div>
  );
}

function Way({ card, way }: { card: LabCard; way: WayOn }) {
  const { t } = useTranslation();
  if ('command' in way) {
    const command = way.command.replaceAll(/\s*\\\n\s*/g, ' ');
    return (
      <Button
        size="compact-xs"
        color="yellow.9"
        title={command}
        classNames={{ label: classes.way }}
        onClick={() => void putIn({ lab: card.id, node: way.node, text: way.command }).catch(tellError)}
      >
        {t('terminals.mistake.type', { node: way.node, command: stripUnsafe(command) })}
      </Button>
    );
  }
  const part = trackOfCard(card).parts.find(({ steps }) => steps.includes(way.step));
  if (!part) return null;
  return (
    <Button size="compact-xs" color="yellow.9" onClick={() => go({ screen: 'lesson', lab: card.id, part: part.id })}>
      {t('terminals.mistake.open', { part: t(partKey(part.id)) })}
    </Button>
  );
}
