import type { Terminal } from '@xterm/xterm';
import i18next from 'i18next';
import { confirmWith } from '../../ui/confirm-store.ts';
import { cleanPaste } from './clean-paste.ts';

/** Before xterm.js sees it: several lines are sent only after they were read, for each may be a command that runs. */
export function guardPaste(element: HTMLElement, terminalNow: () => Terminal): void {
  element.addEventListener(
    'paste',
    (event) => {
      event.preventDefault();
      event.stopPropagation();
      const { text, several } = cleanPaste(event.clipboardData?.getData('text/plain') ?? '');
      const send = () => {
        terminalNow().paste(text);
        terminalNow().focus();
      };
      if (!several) return send();
      confirmWith({
        title: i18next.t('terminals.paste.title', { count: text.split('\n').length }),
        text: i18next.t('terminals.paste.text'),
        detail: text,
        yes: i18next.t('terminals.paste.yes'),
        act: send,
      });
    },
    true,
  );
}
