import { Loader, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keeperOf, type StoreEntry, type StoreFacts, storeGroups } from '../../../shared/store/store.ts';
import { entryName, storeChangeLine, storeCommand } from '../../../shared/store/store-words.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { useStore } from '../../state/lab-stores.ts';
import { ShownBy } from './shown-by.tsx';
import classes from './store.module.css';

const mostShown = 20;

/** What etcd or the swarm keeps for a lab: what came and went in it, and each kind of entry with a sentence. */
export function StoreView({ lab }: { lab: string }) {
  const { t, i18n } = useTranslation();
  const news = useStore(lab);
  if (!news?.facts) return <Loader size="sm" aria-label={t('picture.looking')} />;
  const { facts, changes } = news;
  const words = spoken.store;
  return (
    <>
      <Text fz="sm" c="dimmed">
        {facts.from === undefined ? words.nobodyTells : words.from({ node: facts.from })}
      </Text>
      <Title order={3} fz="sm" mt={8}>
        {t('picture.storeCame')}
      </Title>
      {changes.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t('picture.storeNothing')}
        </Text>
      )}
      <ol className={classes.changes} aria-label={t('picture.storeCame')}>
        {changes.slice(0, mostShown).map((one) => (
          <li key={one.id} data-did={one.did}>
            <span className={classes.time}>{new Date(one.at).toLocaleTimeString(i18n.language)}</span>{' '}
            {storeChangeLine(one)}
          </li>
        ))}
      </ol>
      {changes[0] && (
        <Text fz="xs" c="dimmed">
          {words.about[changes[0].entry.kind]}
        </Text>
      )}
      {facts.from !== undefined && <Kept lab={lab} facts={facts} />}
    </>
  );
}

function Kept({ lab, facts }: { lab: string; facts: StoreFacts }) {
  const { t } = useTranslation();
  const words = spoken.store;
  const groups = storeGroups(facts.entries);
  const isFirst = (at: number) =>
    at === 0 || keeperOf(groups[at - 1]?.kind ?? 'other') !== keeperOf(groups[at]?.kind ?? 'other');
  return (
    <>
      <Title order={3} fz="sm" mt={10}>
        {t('picture.storeNow')}
      </Title>
      {groups.length === 0 && <Text fz="sm">{words.empty}</Text>}
      {groups.map(({ kind, entries }, at) => (
        <section key={kind} aria-label={words.kinds[kind]}>
          {isFirst(at) && (
            <Text fz="sm" fw={700} mt={8} className={classes.keeper}>
              {words.keepers[keeperOf(kind)]}
            </Text>
          )}
          <Text fz="sm" fw={600} mt={8}>
            {words.kinds[kind]}
          </Text>
          <Text fz="xs" c="dimmed">
            {words.about[kind]}
          </Text>
          {entries.map((one) => (
            <Entry key={one.key} lab={lab} facts={facts} entry={one} />
          ))}
        </section>
      ))}
      {facts.more > 0 && <Text fz="sm">{words.more({ count: facts.more })}</Text>}
    </>
  );
}

function Entry({ lab, facts, entry }: { lab: string; facts: StoreFacts; entry: StoreEntry }) {
  const { t } = useTranslation();
  const shows = storeCommand(entry, facts);
  return (
    <details className={classes.entry}>
      <summary>
        <strong>{entryName(entry)}</strong> {entry.detail}
      </summary>
      {keeperOf(entry.kind) === 'etcd' && (
        <p className={`${classes.key} mono`}>{t('picture.storeKey', { key: entry.key })}</p>
      )}
      <pre className={`${classes.value} mono`}>{entry.value}</pre>
      {shows && <ShownBy lab={lab} shows={shows} label={t('picture.shownBy', { node: shows.node })} />}
    </details>
  );
}
