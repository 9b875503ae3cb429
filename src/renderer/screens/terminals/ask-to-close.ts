import i18next from 'i18next';
import { confirmWith } from '../../ui/confirm-store.ts';
import { closeTerminal, useTerminals } from './terminals-store.ts';

/** Closes terminals; asks first where a server that the lab needs is running in one of them. */
export function askToClose(...keys: string[]): void {
  const { info } = useTerminals.getState();
  const close = () => keys.forEach(closeTerminal);
  const fronts = keys.flatMap((key) => {
    const { front, node = '', state } = info[key] ?? {};
    return front && state === 'open' ? [{ program: front, node }] : [];
  });
  const [front] = fronts;
  if (!front) {
    close();
    return;
  }
  confirmWith({
    title: i18next.t('terminals.closing.title', front),
    text: i18next.t('terminals.closing.text', front),
    yes: i18next.t('terminals.closing.yes'),
    danger: true,
    act: close,
  });
}
