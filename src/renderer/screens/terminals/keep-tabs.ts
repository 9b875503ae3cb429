import type { TerminalTabs } from '../../../shared/wire/terminal-tabs.ts';
import { ask } from '../../state/connection.ts';
import { type Layout, tabsOf } from './layout.ts';
import type { SessionTarget } from './terminal-session.ts';

/** One change is seldom alone: a split is three. */
const pauseMs = 500;
const told = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells core which terminals stand where, some moments after the last change; what did not change is not told. */
export function keepTabs(layouts: Record<string, Layout>, info: Record<string, SessionTarget>): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    for (const [lab, layout] of Object.entries(layouts)) tell({ lab, tabs: tabsOf(layout, info) });
  }, pauseMs);
}

function tell(tabs: TerminalTabs): void {
  const text = JSON.stringify(tabs);
  if (told.get(tabs.lab) === text) return;
  told.set(tabs.lab, text);
  void ask((client) => client.terminals.keep(tabs)).catch(() => told.delete(tabs.lab));
}

/** Those of before the app was started. */
export const tabsLeft = (): Promise<TerminalTabs[]> => ask((client) => client.terminals.left());
