import i18next from 'i18next';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { reported } from '../state/errors.ts';
import { notify } from './notices.ts';

/** An error that belongs to no place on the screen. */
export function tellError(thrown: unknown): void {
  const { message, remedy, node } = reported(thrown);
  notify({
    tone: 'bad',
    title: node ? i18next.t('errors.on', { node }) : i18next.t('errors.title'),
    message: stripUnsafe([message, remedy].filter(Boolean).join(' ')),
  });
}
