import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { askToClose } from './ask-to-close.ts';
import type { Layout } from './layout.ts';
import { sessionName } from './session-name.ts';
import classes from './terminals.module.css';
import { activate, sessionOf, useTerminals } from './terminals-store.ts';

/** Arrow keys go from tab to tab; the middle button of the mouse closes one. */
export function TabBar({ lab, layout }: { lab: string; layout: Layout }) {
  const { t } = useTranslation();
  const info = useTerminals((state) => state.info);
  const step = (by: number) => {
    const at = layout.tabs.findIndex(({ id }) => id === layout.active);
    const next = layout.tabs[(at + by + layout.tabs.length) % layout.tabs.length];
    if (!next) return;
    activate(lab, next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={t('terminals.tabs')} className={classes.tabs} data-terminal-tabs>
      {layout.tabs.map(({ id, panes }) => (
        <UnstyledButton
          key={id}
          id={`tab-${id}`}
          role="tab"
          aria-selected={id === layout.active}
          aria-controls={id === layout.active ? 'terminal-panel' : undefined}
          tabIndex={id === layout.active ? 0 : -1}
          className={classes.tab}
          onClick={() => activate(lab, id)}
          onAuxClick={(event) => event.button === 1 && askToClose(...panes)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') step(1);
            if (event.key === 'ArrowLeft') step(-1);
            if (event.key === 'Enter') focusSoon(panes[0]);
          }}
        >
          {panes.map((pane) => sessionName(info[pane])).join(' | ')}
        </UnstyledButton>
      ))}
    </div>
  );
}

/** After the click that the same key makes. */
function focusSoon(pane: string | undefined): void {
  requestAnimationFrame(() => pane && sessionOf(pane)?.made.terminal.focus());
}
