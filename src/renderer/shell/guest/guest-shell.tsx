import { AppShell, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeatView } from '../../../shared/wire/seat-view.ts';
import { useCard } from '../../state/app-stores.ts';
import { useGuest } from '../../state/guest.ts';
import { type Screen, useRoute } from '../../state/route.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ContextMenu } from '../../ui/context-menu.tsx';
import { Fence } from '../../ui/fence.tsx';
import { RailOf } from '../rail.tsx';
import { useRunNotices } from '../run-notices.ts';
import classes from '../shell.module.css';
import { StatusBar } from '../status-bar.tsx';
import { GuestBanner } from './guest-banner.tsx';
import { GuestHeader } from './guest-header.tsx';

const LessonScreen = lazy(() => import('../../screens/lesson/lesson-screen.tsx'));
const TerminalsScreen = lazy(() => import('../../screens/terminals/terminals-screen.tsx'));
const ResultsScreen = lazy(() => import('../../screens/results/results-screen.tsx'));
const FollowScreen = lazy(() => import('../../screens/follow/follow-screen.tsx'));
const PictureScreen = lazy(() => import('../../screens/picture/picture-screen.tsx'));
const ResetScreen = lazy(() => import('../../screens/reset/reset-screen.tsx'));
const DrillsScreen = lazy(() => import('../../screens/drills/drills-screen.tsx'));
const CatalogueScreen = lazy(() => import('../../screens/catalogue/catalogue-screen.tsx'));
const WallScreen = lazy(() => import('../../screens/wall/wall-screen.tsx'));
const Questions = lazy(() =>
  import('../questions/question-dialog.tsx').then((all) => ({ default: all.QuestionDialog })),
);

const ofLab: Screen[] = ['lesson', 'terminals', 'results', 'reset', 'follow', 'picture', 'drills'];
const fills: ReadonlySet<Screen> = new Set(['lesson', 'terminals', 'picture']);

/** The window of somebody who joined a class: the own lab alone for a student, the wall and its labs for who leads. */
export function GuestShell() {
  const { t } = useTranslation();
  const view = useGuest((state) => state.view);
  const route = useRoute();
  useRunNotices();
  const leads = view?.who === 'instructor';
  const screens: Screen[] = [...(leads ? (['wall'] as const) : []), ...ofLab, 'catalogue'];
  const screen = screens.find((one) => one === route.screen) ?? screens[0] ?? 'lesson';
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 84, breakpoint: 0 }} footer={{ height: 28 }} padding={0}>
      <button type="button" className="skip-link" onClick={() => document.getElementById('main')?.focus()}>
        {t('frame.skip')}
      </button>
      <AppShell.Header component="header" bg="var(--lab-card)">
        <GuestHeader />
      </AppShell.Header>
      <AppShell.Navbar component="div" bg="var(--lab-card)">
        <RailOf groups={leads ? [['wall'], ofLab, ['catalogue']] : [ofLab, ['catalogue']]} here={screen} />
      </AppShell.Navbar>
      <AppShell.Footer component="footer" bg="var(--lab-card)" aria-label={t('status.title')}>
        <StatusBar />
      </AppShell.Footer>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main} data-fills={fills.has(screen) || undefined}>
        <div className={classes.banner} role="status">
          <GuestBanner />
        </div>
        <div className={classes.screen}>
          <Suspense fallback={<Waiting label={t('frame.loading')} />}>
            <Fence key={screen}>
              {view ? (
                <CurrentScreen view={view} screen={screen} lab={route.lab} part={route.part} />
              ) : (
                <Waiting label={t('frame.loading')} />
              )}
            </Fence>
          </Suspense>
        </div>
      </AppShell.Main>
      <ConfirmDialog />
      <ContextMenu />
      {leads && (
        <Suspense fallback={null}>
          <Questions />
        </Suspense>
      )}
    </AppShell>
  );
}

interface Shown {
  view: SeatView;
  screen: Screen;
  lab?: string | undefined;
  part?: string | undefined;
}

function CurrentScreen({ view, screen, lab, part }: Shown) {
  const { who, lab: own } = view;
  const card = useCard(who === 'student' ? own : lab);
  if (screen === 'wall') return <WallScreen />;
  if (screen === 'catalogue') return <CatalogueScreen />;
  if (!card) return <Nothing why={who === 'student' ? 'noLab' : 'chooseSeat'} />;
  if (screen === 'lesson') return <LessonScreen key={card.id} card={card} part={part} />;
  if (screen === 'terminals') return <TerminalsScreen key={card.id} card={card} />;
  if (screen === 'results') return <ResultsScreen key={card.id} card={card} />;
  if (screen === 'follow') return <FollowScreen key={card.id} card={card} />;
  if (screen === 'picture') return <PictureScreen key={card.id} card={card} />;
  if (screen === 'drills') return <DrillsScreen key={card.id} card={card} />;
  return <ResetScreen key={card.id} card={card} />;
}

function Nothing({ why }: { why: 'noLab' | 'chooseSeat' }) {
  const { t } = useTranslation();
  return (
    <Stack align="center" mt={120} gap="sm">
      <Title order={1} fz={22}>
        {t(`guest.${why}.title`)}
      </Title>
      <Text c="dimmed">{t(`guest.${why}.text`)}</Text>
    </Stack>
  );
}

function Waiting({ label }: { label: string }) {
  return (
    <Center h={300} role="status" aria-label={label}>
      <Loader />
    </Center>
  );
}
