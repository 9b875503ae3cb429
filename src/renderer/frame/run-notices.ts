import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { useEffect } from 'react';
import { isPart, stepsOf } from '../state/parts.ts';
import { parseRoute } from '../state/route.ts';
import type { RunPicture } from '../state/run-picture.ts';
import { useRuns } from '../state/runs-store.ts';
import { isQuiet } from '../state/start-run.ts';

const newsMs = 10_000;

/**
 * Says how a run ended, on whatever screen one is. What ended long ago, and is only replayed, is no news; nor is what
 * went well before one's eyes.
 */
export function useRunNotices(): void {
  useEffect(
    () =>
      useRuns.subscribe(({ byId }, before) => {
        for (const run of Object.values(byId))
          if (run.result && before.byId[run.run] && !before.byId[run.run]?.result && isNews(run) && !isInView(run))
            tell(run);
      }),
    [],
  );
}

function isNews({ run, result, startedAt, command }: RunPicture): boolean {
  const ended = Date.parse(startedAt) + (result?.seconds ?? 0) * 1000;
  return command !== 'check' && !isQuiet(run) && Date.now() - ended < newsMs;
}

function isInView({ lab, result, tasks }: RunPicture): boolean {
  const { screen, lab: shown, part } = parseRoute(window.location.hash);
  if (!result?.ok || shown !== lab || document.visibilityState !== 'visible') return false;
  if (screen !== 'lesson') return screen === 'results' || screen === 'reset';
  // The last of its steps is the one that was asked for; those before are what it needs.
  const asked = tasks.at(-1)?.step;
  return isPart(part) && asked !== undefined && stepsOf[part].includes(asked);
}

function tell({ command, result }: RunPicture): void {
  if (!result) return;
  const cancelled = result.errors.some(({ code }) => code === 'cancelled');
  const kind = result.ok ? 'ok' : cancelled ? 'cancelled' : 'failed';
  notifications.show({
    color: kind === 'ok' ? 'green' : kind === 'cancelled' ? 'gray' : 'red',
    title: i18next.t(`run.ended.${kind}`, { command: i18next.t(`run.command.${command}`) }),
    message: i18next.t('run.ended.text', { count: result.changes, seconds: Math.round(result.seconds) }),
    closeButtonProps: { 'aria-label': i18next.t('frame.close') },
  });
}
