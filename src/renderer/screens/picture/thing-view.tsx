import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { logOf } from '../../../shared/picture/log-of.ts';
import { neededBy, needsOf, type Picture, type Thing } from '../../../shared/picture/picture.ts';
import { flowText, textOf } from '../../../shared/picture/tree.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { Card } from '../../ui/card.tsx';
import classes from './picture.module.css';
import { ShownBy, type Shows } from './shown-by.tsx';

interface Props {
  lab: string;
  picture: Picture;
  thing: Thing;
  onChoose: (id: string) => void;
  onType?: (shows: Shows) => void;
}

/** What a thing is, what shows it, where its log is, what it learned, and what it depends on. */
export function ThingView({ lab, picture, thing, onChoose, onType }: Props) {
  const { t } = useTranslation();
  const { command, entries } = thing;
  const log = logOf(picture, thing);
  return (
    <Card id="picture-thing" title={thing.name} style={{ padding: '12px 14px' }}>
      <Text fz="sm">{textOf(picture, thing)}</Text>
      {thing.flow && (
        <Text fz="sm" mt={6}>
          {flowText(thing.flow)}
        </Text>
      )}
      <Text fz="sm" c="dimmed" mt={6}>
        {spoken.picture.about[thing.kind]}
      </Text>
      {command && (
        <ShownBy lab={lab} onType={onType} shows={command} label={t('picture.shownBy', { node: command.node })} />
      )}
      {log && <ShownBy lab={lab} onType={onType} shows={log} label={t('picture.logOf', { node: log.node })} />}
      {entries.length > 0 && (
        <>
          <Text fz="sm" fw={600} mt={10}>
            {t('picture.entries')}
          </Text>
          <ul className={`${classes.lines} mono`}>
            {entries.map((entry) => (
              <li key={entry}>{entry}</li>
            ))}
          </ul>
        </>
      )}
      <Others label={t('picture.needs')} things={needsOf(picture, thing.id)} onChoose={onChoose} />
      <Others label={t('picture.neededBy')} things={neededBy(picture, thing.id)} onChoose={onChoose} />
    </Card>
  );
}

function Others({ label, things, onChoose }: { label: string; things: Thing[]; onChoose: (id: string) => void }) {
  if (things.length === 0) return null;
  return (
    <>
      <Text fz="sm" fw={600} mt={10} mb={4}>
        {label}
      </Text>
      <Group gap={6}>
        {things.map(({ id, name, node, kind }) => (
          <Button key={id} size="compact-xs" variant="default" onClick={() => onChoose(id)}>
            {node === undefined || kind === 'machine' ? name : spoken.picture.on({ what: name, node })}
          </Button>
        ))}
      </Group>
    </>
  );
}
