import { useTranslation } from 'react-i18next';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { useOperationsOn, useSettings } from '../../state/app-stores.ts';
import { ask } from '../../state/connection.ts';
import { go } from '../../state/route.ts';
import { startReset } from '../../state/start-reset.ts';
import { startRun } from '../../state/start-run.ts';
import type { Action } from '../../ui/action.tsx';
import { confirmWith } from '../../ui/confirm-store.ts';
import { copyText } from '../../ui/copy-text.ts';
import { tellError } from '../../ui/tell-error.ts';

/** All that is done to a lab as a whole. */
export function useLabActions(card: LabCard): Action[] {
  const { t } = useTranslation();
  const { id, name, state, kind, waiting = [] } = card;
  const { iperfSeconds } = useSettings();
  const busy = useOperationsOn(card).some((operation) => operation.state === 'running');
  const asleep = kind === 'practice' && state === 'stopped';
  const not =
    state === 'invalid'
      ? t('labs.not.invalid')
      : busy || card.lastRun?.running
        ? t('labs.not.busy')
        : asleep
          ? t('labs.not.stopped')
          : undefined;
  const notNow = busy ? t('labs.not.busy') : undefined;
  const tell = (asked: Promise<unknown>) => void asked.catch(tellError);
  const run = (command: 'run' | 'check') => () => {
    go({ screen: 'lesson', lab: id });
    tell(startRun({ lab: id, command, ...(command === 'run' && { iperfSeconds }) }));
  };
  const reset = () =>
    confirmWith({
      title: t('reset.confirm.title', { name }),
      text: t('reset.confirm.fromCard'),
      yes: t('reset.confirm.yes'),
      danger: true,
      act: async () => {
        // Where its progress is, and at the end the proof.
        go({ screen: 'reset', lab: id });
        await startReset(card, 'made', false).catch(tellError);
      },
    });
  const remove = () =>
    confirmWith({
      title: t('labs.remove.title', { name }),
      text: t('labs.remove.text', { file: card.file }),
      yes: t('labs.remove.yes'),
      act: () => ask((client) => client.labs.remove({ id })).catch(tellError),
    });
  const destroy = () =>
    confirmWith({
      title: t('labs.delete.title', { name }),
      text: t('labs.delete.text', { count: card.nodes.length }),
      yes: t('labs.delete.yes'),
      danger: true,
      act: () => ask((client) => client.practice.down({ name })).catch(tellError),
    });
  const ofPractice: Action[] = [
    {
      ...{ id: 'start', label: t('labs.startNodes'), icon: 'play' },
      not: notNow ?? (state === 'running' ? t('labs.not.running') : undefined),
      act: () => tell(ask((client) => client.practice.start({ name }))),
    },
    {
      ...{ id: 'stop', label: t('labs.stop'), icon: 'stop' },
      not: notNow ?? (asleep ? t('labs.not.stopped') : undefined),
      act: () => tell(ask((client) => client.practice.stop({ name }))),
    },
    { id: 'delete', label: t('labs.delete.menu'), icon: 'trash', danger: true, not: notNow, act: destroy },
  ];
  return [
    { id: 'run', label: t('labs.runAll'), icon: 'play', not, act: run('run') },
    { id: 'check', label: t('labs.checkAll'), icon: 'check', not, act: run('check') },
    { id: 'reset', label: t('labs.reset'), icon: 'reset', not, act: reset },
    ...(waiting.length > 0
      ? [
          {
            ...{ id: 'stop-waiting', label: t('labs.stopWaiting') },
            act: () => tell(ask((client) => client.labs.stopWaiting({ id }))),
          },
        ]
      : []),
    { id: 'copy-path', label: t('labs.copyPath'), icon: 'copy', act: () => copyText(card.file) },
    ...(kind === 'practice' ? ofPractice : []),
    ...(kind === 'file'
      ? [{ id: 'remove', label: t('labs.remove.menu'), icon: 'cross', danger: true, act: remove } as const]
      : []),
  ];
}
