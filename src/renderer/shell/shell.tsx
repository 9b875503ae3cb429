import { AppShell, Center, Loader, useMantineColorScheme } from '@mantine/core';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LabsScreen } from '../screens/labs/labs-screen.tsx';
import { useCard, useSettings } from '../state/app-stores.ts';
import { type Screen, useRoute } from '../state/route.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ContextMenu } from '../ui/context-menu.tsx';
import { Fence } from '../ui/fence.tsx';
import { ChooseTrack } from './choose-track.tsx';
import { useChosenLab } from './chosen-lab.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { HeaderBar } from './header-bar.tsx';
import { NoLab } from './no-lab.tsx';
import { Palette } from './palette.tsx';
import { QuestionDialog } from './questions/question-dialog.tsx';
import { Rail } from './rail.tsx';
import { useRunNotices } from './run-notices.ts';
import classes from './shell.module.css';
import { useShortcuts } from './shortcuts.ts';
import { StatusBar } from './status-bar.tsx';

const LessonScreen = lazy(() => import('../screens/lesson/lesson-screen.tsx'));
const TerminalsScreen = lazy(() => import('../screens/terminals/terminals-screen.tsx'));
const ResultsScreen = lazy(() => import('../screens/results/results-screen.tsx'));
const DrillsScreen = lazy(() => import('../screens/drills/drills-screen.tsx'));
const FollowScreen = lazy(() => import('../screens/follow/follow-screen.tsx'));
const PictureScreen = lazy(() => import('../screens/picture/picture-screen.tsx'));
const ResetScreen = lazy(() => import('../screens/reset/reset-screen.tsx'));
const CatalogueScreen = lazy(() => import('../screens/catalogue/catalogue-screen.tsx'));
const WallScreen = lazy(() => import('../screens/wall/wall-screen.tsx'));
const SettingsScreen = lazy(() => import('../screens/settings/settings-screen.tsx'));

const fills: ReadonlySet<Screen> = new Set(['lesson', 'terminals', 'picture']);

/** What stays on every screen: where am I, which lab, what is running. */
export function Shell() {
  const { t } = useTranslation();
  const { theme, loaded } = useSettings();
  const { screen } = useRoute();
  const { setColorScheme } = useMantineColorScheme();
  useShortcuts();
  useRunNotices();
  useEffect(() => {
    if (loaded) setColorScheme(theme);
  }, [theme, loaded, setColorScheme]);
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 84, breakpoint: 0 }} footer={{ height: 28 }} padding={0}>
      <button type="button" className="skip-link" onClick={() => document.getElementById('main')?.focus()}>
        {t('frame.skip')}
      </button>
      <AppShell.Header component="header" bg="var(--lab-card)">
        <HeaderBar />
      </AppShell.Header>
      <AppShell.Navbar component="div" bg="var(--lab-card)">
        <Rail />
      </AppShell.Navbar>
      <AppShell.Footer component="footer" bg="var(--lab-card)" aria-label={t('status.title')}>
        <StatusBar />
      </AppShell.Footer>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main} data-fills={fills.has(screen) || undefined}>
        <div className={classes.banner} role="status">
          <ConnectionBanner />
        </div>
        <div className={classes.screen}>
          <Suspense fallback={<Waiting label={t('frame.loading')} />}>
            <Fence key={screen}>
              <CurrentScreen />
            </Fence>
          </Suspense>
        </div>
      </AppShell.Main>
      <ConfirmDialog />
      <QuestionDialog />
      <ContextMenu />
      <Palette />
    </AppShell>
  );
}

function CurrentScreen() {
  const { screen, part } = useRoute();
  const lab = useChosenLab();
  const card = useCard(lab);
  if (screen === 'labs') return <LabsScreen />;
  if (screen === 'settings') return <SettingsScreen />;
  if (screen === 'wall') return <WallScreen />;
  if (screen === 'catalogue') return <CatalogueScreen />;
  if (!card) return <NoLab />;
  if (card.choosesTrack && !card.track) return <ChooseTrack key={card.id} card={card} />;
  if (screen === 'lesson') return <LessonScreen key={card.id} card={card} part={part} />;
  if (screen === 'terminals') return <TerminalsScreen key={card.id} card={card} />;
  if (screen === 'results') return <ResultsScreen key={card.id} card={card} />;
  if (screen === 'follow') return <FollowScreen key={card.id} card={card} />;
  if (screen === 'drills') return <DrillsScreen key={card.id} card={card} />;
  if (screen === 'picture') return <PictureScreen key={card.id} card={card} />;
  return <ResetScreen key={card.id} card={card} />;
}

function Waiting({ label }: { label: string }) {
  return (
    <Center h={300} role="status" aria-label={label}>
      <Loader />
    </Center>
  );
}
