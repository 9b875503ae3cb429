import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { diagnosisOf, searchCatalogue } from '../../../shared/diagnosis/catalogue.ts';
import { inWords } from '../../../shared/texts/text.ts';
import { routeHash, useRoute } from '../../state/route.ts';
import { Icon } from '../../ui/icon.tsx';
import { ScreenTitle } from '../../ui/screen-title.tsx';
import classes from './catalogue.module.css';
import { DiagnosisView } from './diagnosis-view.tsx';

/** Failures that people met, to be searched; one of them in full beside the list. */
export default function CatalogueScreen() {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const { row } = useRoute();
  const rows = searchCatalogue(words);
  const shown = diagnosisOf(Number(row ?? Number.NaN));
  return (
    <div className="screen">
      <ScreenTitle title={t('frame.screens.catalogue')} text={t('catalogue.text')} />
      <div className={classes.columns}>
        <nav aria-label={t('frame.screens.catalogue')}>
          <TextInput
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            placeholder={t('catalogue.search')}
            aria-label={t('catalogue.search')}
            leftSection={<Icon name="search" size={16} />}
          />
          <Text fz="xs" c="dimmed" my={6} role="status">
            {t('catalogue.found', { count: rows.length })}
          </Text>
          <ul className={classes.list}>
            {rows.map(({ number, title }) => (
              <li key={number}>
                <a
                  href={routeHash({ screen: 'catalogue', row: String(number) })}
                  className={classes.link}
                  aria-current={number === shown?.number ? 'true' : undefined}
                  ref={number === shown?.number ? intoView : undefined}
                >
                  <span className={classes.number}>{number}</span>
                  <span>{inWords(title)}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {shown ? <DiagnosisView key={shown.number} row={shown} /> : <Text c="dimmed">{t('catalogue.choose')}</Text>}
      </div>
    </div>
  );
}

const intoView = (link: HTMLElement | null) => link?.scrollIntoView({ block: 'nearest' });
