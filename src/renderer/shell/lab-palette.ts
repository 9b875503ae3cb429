import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';
import { withNeeds } from '../../shared/tracks/outline.ts';
import type { LabCard } from '../../shared/wire/lab-card.ts';
import { useLabActions } from '../screens/labs/lab-actions.ts';
import { confirmUndo } from '../screens/lesson/confirm-undo.ts';
import { useSettings } from '../state/app-stores.ts';
import { builtBy, partKey, partsOf, trackOfCard } from '../state/parts.ts';
import { go } from '../state/route.ts';
import { type RunRequest, startRun } from '../state/start-run.ts';
import { tellError } from '../ui/tell-error.ts';

/** What can be done with a lab: as a whole, to each part of its lesson, in terminals on its nodes. */
export function useActionsOfLab(card: LabCard | undefined): SpotlightActionGroupData[] {
  const { t } = useTranslation();
  const { iperfSeconds } = useSettings();
  const whole = useLabActions(card ?? none);
  if (!card) return [];
  const { id: lab, name } = card;
  const parts = card.track ? partsOf(trackOfCard(card)) : [];
  const at = (part: string) => go({ screen: 'lesson', lab, part });
  const begin = (part: string, request: Omit<RunRequest, 'lab'>) => {
    at(part);
    startRun({ lab, ...request }).catch(tellError);
  };
  return [
    {
      group: t('palette.ofLab', { name }),
      // One that cannot be done now is not offered: here there is no room to say why.
      actions: whole
        .filter(({ not }) => not === undefined)
        .map(({ id, label, act }) => ({ id: `lab-${id}`, label: `${label} – ${name}`, onClick: act })),
    },
    {
      group: t('palette.parts'),
      actions: parts.map(({ id, at: place }) => ({
        id,
        label: `${place + 1} ${t(partKey(id))}`,
        onClick: () => at(id),
      })),
    },
    {
      group: t('palette.partActions'),
      actions: parts
        .filter(({ steps }) => steps.length > 0)
        .flatMap((part) => {
          const words = { part: t(partKey(part.id)) };
          const only = withNeeds(part.track, part.steps);
          const built = builtBy(part);
          const undo = () => built && confirmUndo(part, built, () => begin(part.id, { command: 'undo', step: built }));
          return [
            {
              id: `run-${part.id}`,
              label: t('palette.runPart', words),
              onClick: () => begin(part.id, { command: 'run', only, iperfSeconds }),
            },
            {
              id: `check-${part.id}`,
              label: t('palette.checkPart', words),
              onClick: () => begin(part.id, { command: 'check', only: [...part.steps] }),
            },
            ...(built ? [{ id: `undo-${part.id}`, label: t('palette.undoPart', words), onClick: undo }] : []),
          ];
        }),
    },
    {
      group: t('frame.screens.terminals'),
      actions: card.nodes.map(({ name: node }) => ({
        id: `terminal-${node}`,
        label: t('terminals.openOn', { node }),
        onClick: () => void terminalOn(lab, node).catch(tellError),
      })),
    },
  ];
}

/** Hooks are called whether there is a lab or not. */
const none: LabCard = {
  ...{ id: '', name: '', kind: 'file', file: '', nodes: [], network: '' },
  ...{ state: 'invalid', mayBeBuilt: false },
};

/** Terminals are loaded when one is wanted. */
async function terminalOn(lab: string, node: string): Promise<void> {
  const { openTerminal } = await import('../screens/terminals/terminals-store.ts');
  openTerminal({ lab, node });
  go({ screen: 'terminals', lab });
}
