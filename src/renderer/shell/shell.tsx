import { useMantineColorScheme } from '@mantine/core';
import { lazy, useEffect } from 'react';
import { LabsScreen } from '../screens/labs/labs-screen.tsx';
import { useCard, useSettings } from '../state/app-stores.ts';
import { useRoute } from '../state/route.ts';
import { ChooseTrack } from './choose-track.tsx';
import { useChosenLab } from './chosen-lab.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { HeaderBar } from './header-bar.tsx';
import { isOfLab, LabScreen } from './lab-screen.tsx';
import { NoLab } from './no-lab.tsx';
import { Palette } from './palette.tsx';
import { QuestionDialog } from './questions/question-dialog.tsx';
import { Rail } from './rail.tsx';
import { useRunNotices } from './run-notices.ts';
import { ShellFrame } from './shell-frame.tsx';
import { useShortcuts } from './shortcuts.ts';

const CatalogueScreen = lazy(() => import('../screens/catalogue/catalogue-screen.tsx'));
const WallScreen = lazy(() => import('../screens/wall/wall-screen.tsx'));
const SettingsScreen = lazy(() => import('../screens/settings/settings-screen.tsx'));

/** What stays on every screen: where am I, which lab, what is running. */
export function Shell() {
  const { theme, loaded } = useSettings();
  const { screen } = useRoute();
  const { setColorScheme } = useMantineColorScheme();
  useShortcuts();
  useRunNotices();
  useEffect(() => {
    if (loaded) setColorScheme(theme);
  }, [theme, loaded, setColorScheme]);
  return (
    <ShellFrame
      header={<HeaderBar />}
      rail={<Rail />}
      banner={<ConnectionBanner />}
      screen={screen}
      over={
        <>
          <QuestionDialog />
          <Palette />
        </>
      }
    >
      <CurrentScreen />
    </ShellFrame>
  );
}

function CurrentScreen() {
  const { screen, part } = useRoute();
  const lab = useChosenLab();
  const card = useCard(lab);
  if (screen === 'labs') return <LabsScreen />;
  if (screen === 'settings') return <SettingsScreen />;
  if (screen === 'wall') return <WallScreen />;
  if (!isOfLab(screen)) return <CatalogueScreen />;
  if (!card) return <NoLab />;
  if (card.choosesTrack && !card.track) return <ChooseTrack key={card.id} card={card} />;
  return <LabScreen screen={screen} card={card} part={part} />;
}
