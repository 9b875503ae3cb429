import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import { terminalScrollback } from '../../../shared/wire/terminal-frames.ts';
import { useSettings } from '../../state/app-stores.ts';
import { askToOpen } from './ask-to-open.ts';
import { fontStack } from './font-stack.ts';
import { guardErase } from './guard-erase.ts';
import { refuseFloods } from './refuse-floods.ts';
import { refuseQueries } from './refuse-queries.ts';

export interface MadeTerminal {
  terminal: Terminal;
  fit: FitAddon;
  search: SearchAddon;
}

/** An xterm.js that trusts nothing that a node sends. */
export function makeTerminal(): MadeTerminal {
  const { terminalFont, terminalFontSize, screenReader } = useSettings.getState();
  const terminal = new Terminal({
    scrollback: terminalScrollback,
    allowProposedApi: true,
    // A program's bytes on the screen make a line on the console for each sequence that there is not.
    logLevel: 'off',
    fontFamily: fontStack(terminalFont),
    fontSize: terminalFontSize,
    // At 1.0 underscores of some fonts fall into the line below and are cut off.
    lineHeight: 1.15,
    screenReaderMode: screenReader,
    minimumContrastRatio: 4.5,
    cursorBlink: false,
    theme: {
      background: '#14161b',
      foreground: '#e4e6eb',
      cursor: '#e4e6eb',
      selectionBackground: '#4f40be',
      brightBlack: '#8b93a1',
    },
    linkHandler: { activate: (_, address) => askToOpen(address), allowNonHttpProtocols: false },
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.loadAddon(new Unicode11Addon());
  terminal.loadAddon(new WebLinksAddon((_, address) => askToOpen(address)));
  terminal.unicode.activeVersion = '11';
  refuseQueries(terminal.parser);
  refuseFloods(terminal.parser);
  guardErase(terminal);
  return { terminal, fit, search };
}
