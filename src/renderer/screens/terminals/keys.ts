import type { Terminal } from '@xterm/xterm';
import { screenKeys } from '../../state/route.ts';
import { copyText } from '../../ui/copy-text.ts';
import { useSearch } from './search-store.ts';

/** Keys that belong to the app and not to the shell. False keeps xterm.js from sending them. */
export function keysOfOurs(event: KeyboardEvent, terminal: Terminal): boolean {
  const ours = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey;
  // The browser's own paste follows, and the guard sees it.
  if (ours && event.code === 'KeyV') return false;
  if (event.type !== 'keydown') return true;
  if (ours && event.code === 'KeyC') {
    event.preventDefault();
    if (terminal.hasSelection()) copyText(terminal.getSelection());
    return false;
  }
  if (ours && event.code === 'KeyF') {
    event.preventDefault();
    useSearch.setState({ open: terminal });
    return false;
  }
  // Out of the terminal without a mouse: Tab belongs to the shell.
  if (ours && event.key === 'Escape') {
    event.preventDefault();
    document.querySelector<HTMLElement>('[data-terminal-tabs] [aria-selected=true]')?.focus();
    return false;
  }
  const toScreen = event.ctrlKey && event.altKey && screenKeys.some(([key]) => event.code === `Digit${key}`);
  return !toScreen && !(ours && event.code === 'KeyP');
}
