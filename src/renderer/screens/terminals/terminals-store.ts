import i18next from 'i18next';
import { create } from 'zustand';
import { keepTabs, tabsLeft } from './keep-tabs.ts';
import { addTab, type Layout, removePane, split, type Tab, tabOf } from './layout.ts';
import { type SessionNews, type SessionTarget, TerminalSession } from './terminal-session.ts';
import { followTyping } from './typed-commands.ts';

export interface SessionInfo extends SessionTarget, SessionNews {
  /** The server that is running in front, such as etcd. */
  front?: string;
}

interface Terminals {
  info: Record<string, SessionInfo>;
  layouts: Record<string, Layout>;
}

const kept = 'overlay-lab.terminals';
export const useTerminals = create<Terminals>(() => ({ info: {}, layouts: {} }));
const sessions = new Map<string, TerminalSession>();

export const sessionOf = (key: string): TerminalSession | undefined => sessions.get(key);
export const layoutOf = (lab: string): Layout => useTerminals.getState().layouts[lab] ?? { tabs: [] };

interface Beside {
  key: string;
  direction: Tab['direction'];
}

export function openTerminal(target: SessionTarget, beside?: Beside): string {
  const key = crypto.randomUUID();
  start(key, { ...target, state: 'opening' });
  setLayout(target.lab, (layout) => withPane(layout, beside?.key, key, beside?.direction ?? 'horizontal'));
  return key;
}

export function closeTerminal(key: string): void {
  const lab = useTerminals.getState().info[key]?.lab;
  sessions.get(key)?.close();
  sessions.delete(key);
  if (lab) setLayout(lab, (layout) => removePane(layout, key));
  useTerminals.setState(({ info: { [key]: _, ...info } }) => ({ info }));
  keep();
}

export function activate(lab: string, tab: string): void {
  setLayout(lab, (layout) => ({ ...layout, active: tab }));
}

/** Brings a terminal to the front and puts the keyboard into it. */
export function show(key: string): void {
  const info = useTerminals.getState().info[key];
  const tab = info && tabOf(layoutOf(info.lab), key);
  if (tab) activate(info.lab, tab.id);
}

function start(key: string, info: SessionInfo, left = false): void {
  const session = new TerminalSession(info, { id: info.id, left });
  sessions.set(key, session);
  session.onNews = (news) =>
    change(key, { reason: undefined, ...(news.state === 'ended' && { front: undefined }), ...news });
  session.recent.listen(followTyping(info, (front) => change(key, { front })));
  useTerminals.setState((state) => ({ info: { ...state.info, [key]: info } }));
}

function change(key: string, news: Partial<SessionInfo>): void {
  useTerminals.setState((state) => {
    const known = state.info[key];
    return known ? { info: { ...state.info, [key]: { ...known, ...news } } } : state;
  });
  keep();
}

function setLayout(lab: string, change: (layout: Layout) => Layout): void {
  useTerminals.setState(({ layouts }) => ({ layouts: { ...layouts, [lab]: change(layoutOf(lab)) } }));
  keep();
}

/** Names and places only; what was printed is core's to send again. */
function keep(): void {
  const { info, layouts } = useTerminals.getState();
  sessionStorage.setItem(kept, JSON.stringify({ info, layouts }));
  keepTabs(layouts, info);
}

/** After a reload: the same tabs, and their shells where core still has them. */
function restore(): boolean {
  try {
    const { info, layouts } = JSON.parse(sessionStorage.getItem(kept) ?? '{}') as Partial<Terminals>;
    for (const [key, one] of Object.entries(info ?? {})) if (one.state !== 'ended' && one.id) start(key, one);
    for (const [lab, layout] of Object.entries(layouts ?? {})) {
      const gone = layout.tabs.flatMap(({ panes }) => panes).filter((key) => !sessions.has(key));
      setLayout(lab, () => gone.reduce(removePane, layout));
    }
    return layouts !== undefined;
  } catch {
    sessionStorage.removeItem(kept);
    return false;
  }
}

/** After a restart of the app: the same tabs, each with its shell when the person wants it. */
async function takeLeft(): Promise<void> {
  for (const { lab, tabs } of await tabsLeft()) {
    if (layoutOf(lab).tabs.length > 0) continue;
    for (const { direction, panes } of tabs) {
      const keys = panes.map((pane) => {
        const key = crypto.randomUUID();
        start(key, { lab, ...pane, state: 'ended', reason: i18next.t('terminals.restarted') }, true);
        return key;
      });
      setLayout(lab, (layout) => keys.reduce((made, key, at) => withPane(made, keys[at - 1], key, direction), layout));
    }
  }
}

const withPane = (layout: Layout, beside: string | undefined, key: string, direction: Tab['direction']): Layout =>
  beside ? split(layout, beside, key, direction) : addTab(layout, key);

if (!restore()) void takeLeft().catch(() => undefined);
