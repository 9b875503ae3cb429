import { useTranslation } from 'react-i18next';
import type { NodeSight } from '../../../shared/snapshot/snapshot.ts';
import { changeInWords, madeBy } from './change-words.ts';

const shown = 12;

/** The newest changes on the nodes of what is the lab's, and who made them. */
export function Lately({ nodes }: { nodes: readonly NodeSight[] }) {
  const { t, i18n } = useTranslation();
  const changes = nodes.flatMap((node) => node.changes).toSorted((one, other) => (one.at < other.at ? 1 : -1));
  if (changes.length === 0) return null;
  return (
    <details style={{ marginTop: 10 }}>
      <summary style={{ cursor: 'pointer', fontSize: 13 }}>{t('lesson.lately')}</summary>
      <ul className="mono" style={{ margin: '6px 0 0', paddingLeft: 0, listStyle: 'none', overflowWrap: 'anywhere' }}>
        {changes.slice(0, shown).map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same may change twice in a moment
          <li key={`${change.at} ${change.node} ${index}`}>
            {t('lesson.change', {
              time: new Date(change.at).toLocaleTimeString(i18n.language),
              node: change.node,
              what: changeInWords(change),
              by: madeBy(t, change),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
