import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { neededBy, needsOf, type Picture, type Thing } from '../../../shared/picture/picture.ts';
import { textOf } from '../../../shared/picture/tree.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { go } from '../../state/route.ts';
import { Card } from '../../ui/card.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Icon } from '../../ui/icon.tsx';
import { tellError } from '../../ui/tell-error.ts';
import classes from './picture.module.css';

interface Props {
  lab: string;
  picture: Picture;
  thing: Thing;
  onChoose: (id: string) => void;
}

/** What a thing is, what shows it, what it learned, and what it depends on. */
export function ThingView({ lab, picture, thing, onChoose }: Props) {
  const { t } = useTranslation();
  const { command, entries } = thing;
  return (
    <Card id="picture-thing" title={thing.name} style={{ padding: '12px 14px' }}>
      <Text fz="sm">{textOf(picture, thing)}</Text>
      <Text fz="sm" c="dimmed" mt={6}>
        {spoken.picture.about[thing.kind]}
      </Text>
      {command && (
        <>
          <Text fz="sm" fw={600} mt={10} mb={4}>
            {t('picture.shownBy', { node: command.node })}
          </Text>
          <CodeBlock text={command.command} label={t('picture.copy')} />
          <Button
            mt={6}
            size="xs"
            variant="default"
            leftSection={<Icon name="terminals" size={15} />}
            onClick={() => void typeIn(lab, command).catch(tellError)}
          >
            {t('picture.intoTerminal')}
          </Button>
        </>
      )}
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

/** Into a terminal on its machine, without Enter; terminals are loaded when one is wanted. */
async function typeIn(lab: string, { node, command }: NonNullable<Thing['command']>): Promise<void> {
  const { putIn } = await import('../terminals/put-in.ts');
  go({ screen: 'terminals', lab });
  await putIn({ lab, node, text: command });
}
