import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PartState } from '../../../shared/snapshot/part-state.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { builtBy, type PlacedPart, undoneWith } from '../../state/parts.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AfterIt } from './after-it.tsx';
import { confirmUndo } from './confirm-undo.ts';
import { Going } from './going.tsx';
import type { LessonCommand } from './step-commands.tsx';
import type { PartActions } from './use-part-actions.ts';
import { useTypeOn } from './use-type-on.ts';

interface Props {
  card: LabCard;
  part: PlacedPart;
  picture: PartState;
  actions: PartActions;
  commands: readonly LessonCommand[];
  /** Whether there is something further down to see. */
  happened: boolean;
}

/** Run it for me, I'll type it, Check; while something runs: how far it is, and Cancel. */
export function Ways({ card, part, picture, actions, commands, happened }: Props) {
  const { t } = useTranslation();
  const { active, starting } = actions;
  const typed = useTypeOn(card.id, part, commands);
  if (active) return <Going actions={actions} />;
  const built = builtBy(part);
  const undone = built ? undoneWith(part.track, built) : [];
  const done = picture.state === 'done';
  const undo = () => built && confirmUndo(part, built, actions.undo);
  return (
    <div style={{ marginBottom: 14 }}>
      <Group gap={6}>
        <ActionButton
          px={14}
          variant={done ? 'default' : 'filled'}
          onClick={actions.run}
          loading={starting}
          leftSection={<Icon name="play" size={14} />}
        >
          {t(picture.state === 'failed' ? 'lesson.retry' : done ? 'lesson.runAgain' : 'lesson.run')}
        </ActionButton>
        <ActionButton
          px={14}
          variant="default"
          onClick={typed.type}
          not={typed.count === 0 ? t('lesson.nothingToType') : undefined}
          leftSection={<Icon name="keyboard" size={16} />}
        >
          {typed.at === 0 ? t('lesson.type') : t('lesson.typeOn', { at: typed.at + 1, count: typed.count })}
        </ActionButton>
        <ActionButton
          px={14}
          variant="default"
          onClick={actions.check}
          not={starting ? t('labs.not.busy') : undefined}
          leftSection={<Icon name="check" size={15} />}
        >
          {t('lesson.check')}
        </ActionButton>
        {undone.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="default" size={36} aria-label={t('lesson.more')}>
                <Icon name="more" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Icon name="undo" size={15} />} onClick={undo}>
                {t('lesson.undo.menu')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {typed.at > 0 && !done && (
        <Text fz="sm" mt={8}>
          {t('lesson.typing')}
        </Text>
      )}
      <AfterIt lab={card.id} part={part} done={done} happened={happened} />
    </div>
  );
}
