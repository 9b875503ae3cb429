import { AppShell } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Screen } from '../state/route.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ContextMenu } from '../ui/context-menu.tsx';
import { Fence } from '../ui/fence.tsx';
import { Waiting } from './lab-screen.tsx';
import classes from './shell.module.css';
import { StatusBar } from './status-bar.tsx';

const fills: ReadonlySet<Screen> = new Set(['lesson', 'terminals', 'picture']);

interface ShellFrameProps {
  header: ReactNode;
  rail: ReactNode;
  banner: ReactNode;
  screen: Screen;
  /** What is on the screen. */
  children: ReactNode;
  /** What may lie over everything, beside what asks and what has menus. */
  over?: ReactNode;
}

/** What every window has around its screens, whoever it is for. */
export function ShellFrame({ header, rail, banner, screen, children, over }: ShellFrameProps) {
  const { t } = useTranslation();
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 84, breakpoint: 0 }} footer={{ height: 28 }} padding={0}>
      <button type="button" className="skip-link" onClick={() => document.getElementById('main')?.focus()}>
        {t('frame.skip')}
      </button>
      <AppShell.Header component="header" bg="var(--lab-card)">
        {header}
      </AppShell.Header>
      <AppShell.Navbar component="div" bg="var(--lab-card)">
        {rail}
      </AppShell.Navbar>
      <AppShell.Footer component="footer" bg="var(--lab-card)" aria-label={t('status.title')}>
        <StatusBar />
      </AppShell.Footer>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main} data-fills={fills.has(screen) || undefined}>
        <div className={classes.banner} role="status">
          {banner}
        </div>
        <div className={classes.screen}>
          <Suspense fallback={<Waiting label={t('frame.loading')} />}>
            <Fence key={screen}>{children}</Fence>
          </Suspense>
        </div>
      </AppShell.Main>
      <ConfirmDialog />
      <ContextMenu />
      {over}
    </AppShell>
  );
}
