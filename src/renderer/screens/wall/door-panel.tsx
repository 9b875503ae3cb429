import { Modal, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassView } from '../../../shared/wire/class-view.ts';
import type { Door } from '../../../shared/wire/seat-view.ts';
import { askSeat } from '../../state/guest.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { confirmWith } from '../../ui/confirm-store.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { tellError } from '../../ui/tell-error.ts';
import classes from './door-panel.module.css';

interface Props {
  view: ClassView;
  door: Door;
  hidesNames: boolean;
}

/** How students come in, readable from the back of the room; and who sits where. */
export function DoorPanel({ view, door, hidesNames }: Props) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const time = new Date(door.until).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <ActionButton onClick={() => setIsOpen(true)}>{t('guest.door.open')}</ActionButton>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title={t('guest.door.title', { class: view.name })}
        size="xl"
      >
        <dl className={classes.door}>
          <dt>{t('guest.door.address')}</dt>
          <dd className={classes.large}>{door.address}</dd>
          <dt>{t('guest.door.code')}</dt>
          <dd className={classes.large}>{door.code}</dd>
          <dt>{t('guest.door.fingerprint')}</dt>
          <dd className={classes.print}>{door.fingerprint}</dd>
        </dl>
        <Text fz="sm" c="dimmed">
          {t('guest.door.until', { time })}
        </Text>
        <SeatList view={view} hidesNames={hidesNames} />
      </Modal>
    </>
  );
}

function SeatList({ view, hidesNames }: Omit<Props, 'door'>) {
  const { t } = useTranslation();
  const [link, setLink] = useState<{ seat: string; shown: string; link: string }>();
  const give = (seat: string, shown: string) =>
    askSeat(view.name, seat, 'link')
      .then((given) => setLink({ seat, shown, link: given.link ?? '' }))
      .catch(tellError);
  const empty = (seat: string, name: string) =>
    confirmWith({
      title: t('guest.door.emptyTitle', { name }),
      text: t('guest.door.emptyText'),
      yes: t('guest.door.empty'),
      danger: true,
      act: () => askSeat(view.name, seat, 'empty').then(() => undefined, tellError),
    });
  return (
    <>
      <Table aria-label={t('guest.door.seats')} mt={12}>
        <Table.Tbody>
          {view.seats.map(({ name, joined }, at) => {
            const shown = hidesNames ? t('wall.place', { place: at + 1 }) : name;
            const note = joined ? (joined.here ? undefined : t('guest.door.away')) : t('guest.door.free');
            const who = joined && (hidesNames ? '•••' : joined.name);
            return (
              <Table.Tr key={name}>
                <Table.Th scope="row">{shown}</Table.Th>
                <Table.Td>
                  {who}
                  {note !== undefined && (
                    <Text fz="xs" c="dimmed">
                      {note}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td align="right">
                  <ActionButton
                    variant="default"
                    size="compact-sm"
                    aria-label={t('guest.door.linkFor', { seat: shown })}
                    onClick={() => void give(name, shown)}
                  >
                    {t('guest.door.link')}
                  </ActionButton>{' '}
                  <ActionButton
                    variant="default"
                    size="compact-sm"
                    not={joined ? undefined : t('guest.door.isFree')}
                    aria-label={t('guest.door.emptyFor', { seat: shown })}
                    onClick={() => empty(name, who ?? shown)}
                  >
                    {t('guest.door.empty')}
                  </ActionButton>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      {link && (
        <div role="status" className={classes.link}>
          <Text fz="sm">{t('guest.door.linkIs', { seat: link.shown })}</Text>
          <code>{link.link}</code> <CopyButton text={link.link} label={t('guest.door.copy')} />
        </div>
      )}
    </>
  );
}
