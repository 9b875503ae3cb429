import { Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCard } from '../state/app-stores.ts';
import { type LabState, useLabState } from '../state/lab-state.ts';
import { StateDot } from '../ui/state-dot.tsx';
import { useScreenName } from '../ui/window-title.ts';
import { useChosenLab } from './chosen-lab.ts';
import { NoticesButton } from './notices-button.tsx';
import classes from './status-bar.module.css';

/** Along the lower edge, on every screen: which lab, how it stands, and what was said. The window's title says the same. */
export function StatusBar() {
  const { t } = useTranslation();
  const lab = useChosenLab();
  const card = useCard(lab);
  const state = useLabState(lab ?? '');
  useWindowTitle(state);
  return (
    <div className={classes.bar}>
      {card && state ? (
        <Text component="p" className={classes.words} data-tone={state.tone}>
          <StateDot state={card.state} />
          <b>{state.name}</b>
          <span>{state.words}</span>
          <span className={classes.rest}>
            {t('status.nodes', { count: card.nodes.length })}
            {card.track && ` · ${t(`addLab.tracks.${card.track}`)}`}
            {card.track && card.choosesTrack && ` ${t('status.forItsEngines')}`}
            {` · ${card.network}`}
          </span>
        </Text>
      ) : (
        <Text component="p" className={classes.words}>
          {t('frame.noLab.title')}
        </Text>
      )}
      <NoticesButton />
    </div>
  );
}

function useWindowTitle(state: LabState | undefined): void {
  const screen = useScreenName(({ name }) => name);
  const lab = state && `${state.name}: ${state.words}`;
  useEffect(() => {
    document.title = [screen, lab, 'Overlay Lab'].filter(Boolean).join(' – ');
  }, [screen, lab]);
}
