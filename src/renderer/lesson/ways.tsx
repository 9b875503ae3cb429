import { ActionIcon, Button, Group, Menu, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../shared/contract.ts';
import { confirmWith } from '../frame/confirm-store.ts';
import { Icon } from '../frame/icon.tsx';
import type { PartPicture } from '../state/lab-picture.ts';
import type { PartId } from '../state/parts.ts';
import { stepsOf } from '../state/parts.ts';
import { progressOf } from '../state/run-picture.ts';
import { putIntoTerminal } from './put-into-terminal.ts';
import type { LessonCommand } from './step-commands.tsx';
import { type PartActions, undoneBy } from './use-part-actions.ts';

interface Props {
  card: LabCard;
  part: PartId;
  picture: PartPicture;
  actions: PartActions;
  commands: readonly LessonCommand[];
}

/** Run it for me, I'll type it, Check; while something runs: how far it is, and Cancel. */
export function Ways({ card, part, picture, actions, commands }: Props) {
  const { t } = useTranslation();
  const { active, starting } = actions;
  if (active) return <Going actions={actions} />;
  const open = stepsOf[part]
    .flatMap((step) => commands.find((one) => one.step === step) ?? [])
    .find(({ step }) => picture.stands.filter((stand) => stand.step === step).some(({ state }) => state !== 'done'));
  const first = open ?? commands.find(({ step }) => stepsOf[part].includes(step));
  const type = () => {
    const command = first?.commands[0];
    if (first && command) putIntoTerminal({ lab: card.id, part, step: first.step, ...command });
  };
  const undone = undoneBy(part);
  const undo = () =>
    confirmWith({
      title: t('lesson.undo.title'),
      text: t('lesson.undo.text', { steps: undone.map((step) => t(`steps.${step as 'etcd'}`)).join(', ') }),
      yes: t('lesson.undo.yes'),
      danger: true,
      act: actions.undo,
    });
  return (
    <Group gap={8} mb={14}>
      <Button onClick={actions.run} loading={starting} leftSection={<Icon name="play" size={14} />}>
        {t(picture.state === 'failed' ? 'lesson.retry' : picture.state === 'done' ? 'lesson.runAgain' : 'lesson.run')}
      </Button>
      <Button variant="default" onClick={type} disabled={!first} leftSection={<Icon name="keyboard" size={16} />}>
        {t('lesson.type')}
      </Button>
      <Button
        variant="default"
        onClick={actions.check}
        disabled={starting}
        leftSection={<Icon name="check" size={15} />}
      >
        {t('lesson.check')}
      </Button>
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
  );
}

function Going({ actions }: { actions: PartActions }) {
  const { t } = useTranslation();
  const { active } = actions;
  if (!active) return null;
  const percent = Math.round(progressOf(active) * 100);
  const doing = active.tasks.find(({ state }) => ['applying', 'verifying', 'undoing', 'checking'].includes(state));
  return (
    <div style={{ marginBottom: 14 }}>
      <Group justify="space-between" wrap="nowrap" gap={12}>
        <Text fz="sm" role="status" truncate>
          <b>{t(`run.command.${active.command}`)}:</b> {doing ? doing.title : t('run.connecting')}
          {doing?.node && ` – ${doing.node}`}
          {doing?.message && ` – ${doing.message}`}
        </Text>
        <Button variant="default" color="red" size="xs" onClick={actions.cancel}>
          {t('run.cancel')}
        </Button>
      </Group>
      <Progress value={percent} mt={8} size="lg" aria-label={t('run.progress')} animated />
    </div>
  );
}
