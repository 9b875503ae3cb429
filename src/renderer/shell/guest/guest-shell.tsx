import { Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeatView } from '../../../shared/wire/seat-view.ts';
import { useCard } from '../../state/app-stores.ts';
import { useGuest } from '../../state/guest.ts';
import { type Screen, useRoute } from '../../state/route.ts';
import { isOfLab, LabScreen, screensOfLab, Waiting } from '../lab-screen.tsx';
import { RailOf } from '../rail.tsx';
import { useRunNotices } from '../run-notices.ts';
import { ShellFrame } from '../shell-frame.tsx';
import { GuestBanner } from './guest-banner.tsx';
import { GuestHeader } from './guest-header.tsx';

const CatalogueScreen = lazy(() => import('../../screens/catalogue/catalogue-screen.tsx'));
const WallScreen = lazy(() => import('../../screens/wall/wall-screen.tsx'));
const Questions = lazy(() =>
  import('../questions/question-dialog.tsx').then((all) => ({ default: all.QuestionDialog })),
);

/** The window of somebody who joined a class: the own lab alone for a student, the wall and its labs for who leads. */
export function GuestShell() {
  const { t } = useTranslation();
  const view = useGuest((state) => state.view);
  const route = useRoute();
  useRunNotices();
  const leads = view?.who === 'instructor';
  const groups: Screen[][] = leads ? [['wall'], screensOfLab, ['catalogue']] : [screensOfLab, ['catalogue']];
  const screens = groups.flat();
  const screen = screens.find((one) => one === route.screen) ?? screens[0] ?? 'lesson';
  return (
    <ShellFrame
      header={<GuestHeader />}
      rail={<RailOf groups={groups} here={screen} />}
      banner={<GuestBanner />}
      screen={screen}
      over={
        leads && (
          <Suspense fallback={null}>
            <Questions />
          </Suspense>
        )
      }
    >
      {view ? (
        <CurrentScreen view={view} screen={screen} lab={route.lab} part={route.part} />
      ) : (
        <Waiting label={t('frame.loading')} />
      )}
    </ShellFrame>
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
  if (!isOfLab(screen)) return <CatalogueScreen />;
  if (!card) return <Nothing why={who === 'student' ? 'noLab' : 'chooseSeat'} />;
  return <LabScreen screen={screen} card={card} part={part} />;
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
