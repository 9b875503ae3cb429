import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { LabCard } from '../../shared/contract.ts';
import { partOf } from '../state/lab-picture.ts';
import { useLabRuns } from '../state/lab-runs.ts';
import { isPart, type PartId, partIds } from '../state/parts.ts';
import { go, stayAt } from '../state/route.ts';
import { TerminalWorkspace } from '../terminals/lazy-workspace.tsx';
import { InterruptedRun } from './interrupted-run.tsx';
import classes from './lesson.module.css';
import { loadAhead } from './lesson-text.ts';
import { PartView } from './part-view.tsx';
import { Stepper } from './stepper.tsx';
import { useTyping } from './typing-store.ts';
import { useStands } from './use-stands.ts';

/** The tutorial, part by part: where am I, what will happen where, what happened, what next. */
export default function LessonScreen({ card, part }: { card: LabCard; part?: string }) {
  const { t, i18n } = useTranslation();
  const runs = useLabRuns(card.id);
  const stands = useStands(card.id, runs);
  const states = partIds.map((id) => ({ id, ...partOf(stands, id) }));
  const firstOpen = states.find(({ state }) => state !== 'done')?.id ?? 'prerequisites';
  const current: PartId = isPart(part) ? part : firstOpen;
  const dock = useTyping((state) => state.dock[card.id] ?? false);
  const top = useRef<HTMLDivElement>(null);
  const queries = useQueryClient();
  useEffect(() => loadAhead(queries, i18n.language), [queries, i18n.language]);
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
      <InterruptedRun runs={runs} onBack={() => go({ screen: 'reset', lab: card.id })} />
      <div className={classes.body}>
        <Group orientation="horizontal" id="lesson">
          <Panel id="text" minSize="35%">
            <div className={classes.scroll} ref={top} data-dock={dock || undefined}>
              <PartView key={current} card={card} part={current} stands={stands} runs={runs} dock={dock} />
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
