import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { reported } from '../state/errors.ts';

/** An error that belongs to no place on the screen. */
export function tellError(thrown: unknown): void {
  const { message, remedy, node } = reported(thrown);
  notifications.show({
    color: 'red',
    title: node ? i18next.t('errors.on', { node }) : i18next.t('errors.title'),
    message: stripUnsafe([message, remedy].filter(Boolean).join(' ')),
    autoClose: 10_000,
    closeButtonProps: { 'aria-label': i18next.t('frame.close') },
  });
}
