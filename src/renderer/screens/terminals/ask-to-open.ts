import i18next from 'i18next';
import { confirmWith } from '../../ui/confirm-store.ts';

/** A link in what a node printed: only http(s), and only after its whole address was read and agreed to. */
export function askToOpen(address: string): void {
  const url = URL.parse(address);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return;
  confirmWith({
    title: i18next.t('terminals.link.title'),
    text: i18next.t('terminals.link.text', { host: url.host }),
    detail: url.href,
    yes: i18next.t('terminals.link.yes'),
    act: () => window.open(url.href, '_blank', 'noopener,noreferrer'),
  });
}
