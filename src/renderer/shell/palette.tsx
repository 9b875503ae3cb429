import '@mantine/spotlight/styles.css';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';
import { saveSettings, useCard, useLabs } from '../state/app-stores.ts';
import { partKey, partsOf, trackOfCard } from '../state/parts.ts';
import { go, screens } from '../state/route.ts';
import { startRun } from '../state/start-run.ts';
import { Icon } from '../ui/icon.tsx';
import { tellError } from '../ui/tell-error.ts';
import { useChosenLab } from './chosen-lab.ts';
import { saveBugReport } from './save-bug-report.ts';

/** Everything that can be reached or begun, by name. */
export function Palette() {
  const { t } = useTranslation();
  const lab = useChosenLab();
  const card = useCard(lab);
  const cards = useLabs((state) => state.cards) ?? [];
  const begin = (command: 'run' | 'check') => lab && startRun({ lab, command }).catch(tellError);
  const actions: SpotlightActionGroupData[] = [
    {
      group: t('palette.go'),
      actions: screens.map((screen) => ({
        id: screen,
        label: t(`frame.screens.${screen}`),
        leftSection: <Icon name={screen} />,
        onClick: () => go({ screen, lab }),
      })),
    },
    {
      group: t('palette.parts'),
      actions: partsOf(trackOfCard(card ?? {})).map(({ id, at }) => ({
        id,
        label: `${at + 1} ${t(partKey(id))}`,
        onClick: () => go({ screen: 'lesson', lab, part: id }),
      })),
    },
    {
      group: t('palette.do'),
      actions: [
        ...(card
          ? [
              { id: 'run', label: t('palette.runAll', { name: card.name }), onClick: () => void begin('run') },
              { id: 'check', label: t('palette.checkAll', { name: card.name }), onClick: () => void begin('check') },
            ]
          : []),
        ...(['light', 'dark', 'auto'] as const).map((theme) => ({
          id: theme,
          label: t(`palette.theme.${theme}`),
          onClick: () => void saveSettings({ theme }),
        })),
        ...(['plain', 'withNames'] as const).map((kind) => ({
          id: `bug-${kind}`,
          label: t(`palette.bug.${kind}`),
          onClick: () => void saveBugReport(kind === 'withNames').catch(tellError),
        })),
      ],
    },
    {
      group: t('palette.labs'),
      actions: cards.map(({ id, name }) => ({ id, label: name, onClick: () => go({ screen: 'lesson', lab: id }) })),
    },
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      attributes={{ content: { 'aria-label': t('palette.placeholder') } }}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <Icon name="search" />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}
