import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { partState } from '../../../shared/snapshot/part-state.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { partsOf, trackOfCard } from '../../state/parts.ts';
import { go, stayAt } from '../../state/route.ts';
import { useSnapshot } from '../../state/snapshots.ts';
import { TerminalWorkspace } from '../terminals/lazy-workspace.tsx';
import { InterruptedRun } from './interrupted-run.tsx';
import classes from './lesson.module.css';
import { loadAhead } from './lesson-text.ts';
import { NodesSeen } from './nodes-seen.tsx';
import { PartView } from './part-view.tsx';
import { Stepper } from './stepper.tsx';
import { useTyping } from './typing-store.ts';

/** The tutorial, part by part: where am I, what will happen where, what happened, what next. */
export default function LessonScreen({ card, part }: { card: LabCard; part?: string }) {
  const { t, i18n } = useTranslation();
  const snapshot = useSnapshot(card.id);
  const { runs, stands, nodes } = snapshot;
  const parts = partsOf(trackOfCard(card));
  const states = parts.map((one) => ({ id: one.id, ...partState(stands, one) }));
  // What cannot be seen now was done; one does not begin again with it.
  const firstOpen = states.find(({ state }) => state !== 'done' && state !== 'unknown')?.id;
  const shown = parts.find(({ id }) => id === part) ?? parts.find(({ id }) => id === firstOpen) ?? parts[0];
  const current = shown?.id ?? '';
  const dock = useTyping((state) => state.dock[card.id] ?? false);
  const top = useRef<HTMLDivElement>(null);
  const queries = useQueryClient();
  const { track } = card;
  useEffect(() => loadAhead(queries, trackOfCard({ track }), i18n.language), [queries, track, i18n.language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part begins at its top
  useEffect(() => {
    top.current?.scrollTo({ top: 0 });
  }, [current]);
  // Opened without a part, it shows the first that is open; whoever does something there stays there when it is done.
  useEffect(() => {
    const text = top.current;
    const stay = () => stayAt({ screen: 'lesson', lab: card.id, part: current });
    text?.addEventListener('click', stay, { capture: true });
    return () => text?.removeEventListener('click', stay, { capture: true });
  }, [card.id, current]);
  return (
    <div className={classes.lesson}>
      <Stepper lab={card.id} current={current} states={states} />
      <NodesSeen nodes={nodes} />
      <InterruptedRun lab={card.id} runs={runs} onBack={() => go({ screen: 'reset', lab: card.id })} />
      <div className={classes.body}>
        <Group orientation="horizontal" id="lesson">
          <Panel id="text" minSize="35%">
            <div className={classes.scroll} ref={top} data-dock={dock || undefined}>
              {shown && (
                <PartView
                  key={current}
                  card={card}
                  part={shown}
                  stands={stands}
                  runs={runs}
                  nodes={nodes}
                  dock={dock}
                />
              )}
            </div>
          </Panel>
          {dock && (
            <>
              <Separator className={classes.separator} aria-label={t('terminals.separator')} />
              <Panel id="terminals" minSize="25%" defaultSize="46%">
                <TerminalWorkspace card={card} compact onClose={() => useTyping.getState().close(card.id)} />
              </Panel>
            </>
          )}
        </Group>
      </div>
    </div>
  );
}
