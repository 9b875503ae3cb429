import i18next from 'i18next';
import { useEffect } from 'react';
import type { ReportedError } from '../../shared/run/events.ts';
import { mergedErrors } from '../../shared/run/merged-errors.ts';
import type { RunView } from '../../shared/run/view.ts';
import { atNode } from '../../shared/text/at-node.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { useLabs } from '../state/app-stores.ts';
import { trackOfCard } from '../state/parts.ts';
import { parseRoute } from '../state/route.ts';
import { useRuns } from '../state/runs-store.ts';
import { notify } from '../ui/notices.ts';
import { isInView } from './in-view.ts';

const newsMs = 10_000;

/**
 * Says how a run ended, on whatever screen one is. What ended long ago, and is only replayed, is no news; nor is what
 * ended before one's eyes.
 */
export function useRunNotices(): void {
  useEffect(
    () =>
      useRuns.subscribe(({ byId }, before) => {
        for (const run of Object.values(byId))
          if (run.result && before.byId[run.run] && !before.byId[run.run]?.result && isNews(run))
            tell(run, isSeen(run));
      }),
    [],
  );
}

function isNews({ result, startedAt, command }: RunView): boolean {
  const ended = Date.parse(startedAt) + (result?.seconds ?? 0) * 1000;
  return command !== 'check' && Date.now() - ended < newsMs;
}

function isSeen(run: RunView): boolean {
  const card = useLabs.getState().cards?.find(({ id }) => id === run.lab);
  const route = parseRoute(window.location.hash);
  return document.visibilityState === 'visible' && isInView(run, route, trackOfCard(card ?? {}));
}

function tell({ command, result }: RunView, seen: boolean): void {
  if (!result) return;
  const cancelled = result.errors.some(({ code }) => code === 'cancelled');
  const kind = result.ok ? 'ok' : cancelled ? 'cancelled' : 'failed';
  notify({
    seen,
    tone: kind === 'ok' ? 'good' : kind === 'cancelled' ? 'plain' : 'bad',
    title: i18next.t(`run.ended.${kind}`, { command: i18next.t(`run.command.${command}`) }),
    message: [
      ...mergedErrors(kind === 'failed' ? result.errors : [])
        .slice(0, 2)
        .map(reason),
      i18next.t('run.ended.text', { count: result.changes, seconds: Math.round(result.seconds) }),
    ].join(' '),
  });
}

/** A notice is small: the reason in some words; all of it stands in the lesson. */
function reason({ node, message }: ReportedError): string {
  const text = stripUnsafe(atNode(node, message)).replace(/\s+/g, ' ');
  return text.length > 200 ? `${text.slice(0, 199)}…` : `${text}.`.replace(/([.!?])\.$/, '$1');
}
