import type { TerminalTabs } from '../../../shared/wire/terminal-tabs.ts';
import type { SessionTarget } from './terminal-session.ts';

/** Tabs of a lab's terminals, each with one to four panes beside or below one another. */
export interface Tab {
  id: string;
  panes: string[];
  direction: 'horizontal' | 'vertical';
}

export interface Layout {
  tabs: Tab[];
  active?: string;
}

export const mostPanes = 4;

export function addTab({ tabs }: Layout, pane: string): Layout {
  return { tabs: [...tabs, { id: pane, panes: [pane], direction: 'horizontal' }], active: pane };
}

/** Puts a new pane behind another; a tab with several panes keeps its direction. */
export function split({ tabs, active }: Layout, beside: string, pane: string, direction: Tab['direction']): Layout {
  return {
    active,
    tabs: tabs.map((tab) => {
      const at = tab.panes.indexOf(beside);
      if (at < 0) return tab;
      return {
        ...tab,
        direction: tab.panes.length === 1 ? direction : tab.direction,
        panes: tab.panes.toSpliced(at + 1, 0, pane),
      };
    }),
  };
}

export function removePane({ tabs, active }: Layout, pane: string): Layout {
  const index = tabs.findIndex(({ panes }) => panes.includes(pane));
  const left = tabs
    .map((tab) => ({ ...tab, panes: tab.panes.filter((one) => one !== pane) }))
    .filter(({ panes }) => panes.length > 0);
  const stays = left.some(({ id }) => id === active);
  return { tabs: left, active: stays ? active : left[Math.min(index, left.length - 1)]?.id };
}

export const tabOf = ({ tabs }: Layout, pane: string): Tab | undefined =>
  tabs.find(({ panes }) => panes.includes(pane));

/** As they are kept over a restart: nodes and containers in the places of the panes. */
export function tabsOf({ tabs }: Layout, info: Record<string, SessionTarget>): TerminalTabs['tabs'] {
  return tabs.flatMap(({ direction, panes }) => {
    const known = panes.flatMap((key) => {
      const { node, container } = info[key] ?? {};
      return node ? [{ node, ...(container && { container }) }] : [];
    });
    return known.length > 0 ? [{ direction, panes: known }] : [];
  });
}
