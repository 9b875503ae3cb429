import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Stand } from '../../../shared/snapshot/snapshot.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { isLookedAt } from '../../../shared/tracks/outline.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { useLabState } from '../../state/lab-state.ts';
import { stepKey, trackOfCard } from '../../state/parts.ts';
import { useSnapshot } from '../../state/snapshots.ts';
import { useAge } from '../../ui/use-age.ts';
import { LostWords } from '../lesson/lost-words.tsx';
import classes from './live-state.module.css';

const shown = 3;

/** How a lab stands now, as its nodes are seen: in a few words, and what of it is not there any more. */
export function LiveState({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  const state = useLabState(card.id);
  const { stands } = useSnapshot(card.id);
  // What was measured is history, and none of what should be there.
  const gone = stands.filter((stand) => isTold(stand) && isLookedAt(trackOfCard(card), stand.step));
  if (!state || stands.length === 0) return null;
  return (
    <div>
      <Text role="status" className={classes.words} data-tone={state.tone}>
        {state.words}
      </Text>
      {gone.length > 0 && (
        <ul className={classes.gone} aria-label={t('labs.gone')}>
          {gone.slice(0, shown).map((stand) => (
            <li key={`${stand.step} ${stand.node}`}>
              <Gone stand={stand} />
            </li>
          ))}
          {gone.length > shown && <li>{t('labs.moreGone', { count: gone.length - shown })}</li>}
        </ul>
      )}
    </div>
  );
}

/** Nodes that are not seen, and engines that do not run, are told of at the nodes; what depends on something, with it. */
function isTold({ undone, lost }: Stand): boolean {
  return lost ? lost.why === 'changed' || (lost.why === 'daemon' && lost.daemon === 'etcd') : undone === true;
}

function Gone({ stand }: { stand: Stand }) {
  const { t } = useTranslation();
  const age = useAge();
  const { step, node, lost, summary, error, at } = stand;
  const found = stripUnsafe(error?.message ?? summary ?? '');
  return (
    <>
      <b>
        {t(stepKey(step))}
        {node !== undefined && ` (${node})`}:
      </b>{' '}
      {lost ? <LostWords stand={stand} lost={lost} /> : t('labs.found', { found, age: at ? age(at) : '' })}
    </>
  );
}
