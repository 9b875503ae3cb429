import i18next from 'i18next';
import type { Action } from '../../ui/action.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { askToClose } from './ask-to-close.ts';
import { useSearch } from './search-store.ts';
import type { TerminalSession } from './terminal-session.ts';

interface Pane {
  key: string;
  made: TerminalSession['made'];
  /** Absent where there is no room for another pane. */
  split: ((direction: 'horizontal' | 'vertical') => void) | undefined;
}

/** Actions of a terminal's context menu. Not pasting: a page may not read the clipboard, only be given it by a key. */
export function paneActions({ key, made: { terminal }, split }: Pane): Action[] {
  const t = (name: string) => i18next.t(`terminals.menu.${name}` as 'terminals.menu.copy');
  const full = split ? undefined : t('full');
  return [
    {
      ...{ id: 'copy', label: t('copy'), icon: 'copy' },
      not: terminal.hasSelection() ? undefined : t('nothing'),
      act: () => copyText(terminal.getSelection()),
    },
    { id: 'paste', label: t('paste'), not: t('pasteKey'), act: () => undefined },
    { id: 'all', label: t('all'), act: () => terminal.selectAll() },
    { id: 'search', label: t('search'), icon: 'search', act: () => useSearch.setState({ open: terminal }) },
    { id: 'clear', label: t('clear'), act: () => terminal.clear() },
    { id: 'right', label: t('right'), icon: 'splitRight', not: full, act: () => split?.('horizontal') },
    { id: 'down', label: t('down'), icon: 'splitDown', not: full, act: () => split?.('vertical') },
    { id: 'close', label: t('close'), icon: 'cross', act: () => askToClose(key) },
  ];
}
