import { ActionIcon, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/contract.ts';
import { ask } from '../../state/connection.ts';
import { go } from '../../state/route.ts';
import { startReset } from '../../state/start-reset.ts';
import { confirmWith } from '../../ui/confirm-store.ts';
import { copyText } from '../../ui/copy-text.ts';
import { Icon } from '../../ui/icon.tsx';
import { tellError } from '../../ui/tell-error.ts';

/** What is done to a lab as a whole, and seldom. */
export function CardMenu({ card, busy }: { card: LabCard; busy: boolean }) {
  const { t } = useTranslation();
  const { id, name } = card;
  const stop = () => void ask((client) => client.practice.stop({ name })).catch(tellError);
  const remove = () =>
    confirmWith({
      title: t('labs.remove.title', { name }),
      text: t('labs.remove.text', { file: card.file }),
      yes: t('labs.remove.yes'),
      act: () => ask((client) => client.labs.remove({ id })).catch(tellError),
    });
  const destroy = () =>
    confirmWith({
      title: t('labs.delete.title', { name }),
      text: t('labs.delete.text', { count: card.nodes.length }),
      yes: t('labs.delete.yes'),
      danger: true,
      act: () => ask((client) => client.practice.down({ name })).catch(tellError),
    });
  const reset = () =>
    confirmWith({
      title: t('reset.confirm.title', { name }),
      text: t('reset.confirm.fromCard'),
      yes: t('reset.confirm.yes'),
      danger: true,
      act: async () => {
        // Where its progress is, and at the end the proof.
        go({ screen: 'reset', lab: id });
        await startReset(card, 'made', false).catch(tellError);
      },
    });
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('labs.menu', { name })}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="copy" size={15} />} onClick={() => copyText(card.file)}>
          {t('labs.copyPath')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="reset" size={15} />}
          disabled={busy || card.state === 'invalid' || card.state === 'stopped' || card.lastRun?.running === true}
          onClick={reset}
        >
          {t('labs.reset')}
        </Menu.Item>
        {card.kind === 'practice' && (
          <>
            <Menu.Item
              leftSection={<Icon name="stop" size={15} />}
              disabled={busy || card.state === 'stopped'}
              onClick={stop}
            >
              {t('labs.stop')}
            </Menu.Item>
            <Menu.Item color="red" leftSection={<Icon name="trash" size={15} />} disabled={busy} onClick={destroy}>
              {t('labs.delete.menu')}
            </Menu.Item>
          </>
        )}
        {card.kind === 'file' && (
          <Menu.Item color="red" leftSection={<Icon name="cross" size={15} />} onClick={remove}>
            {t('labs.remove.menu')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
