import '@mantine/spotlight/styles.css';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';
import { useCard, useLabs } from '../state/app-stores.ts';
import { go, screens } from '../state/route.ts';
import { Icon } from '../ui/icon.tsx';
import { useAppActions } from './app-actions.ts';
import { useChosenLab } from './chosen-lab.ts';
import { useActionsOfLab } from './lab-palette.ts';

/** Everything that can be reached or begun, by name. */
export function Palette() {
  const { t } = useTranslation();
  const lab = useChosenLab();
  const card = useCard(lab);
  const cards = useLabs((state) => state.cards) ?? [];
  const ofLab = useActionsOfLab(card);
  const ofApp = useAppActions();
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
    ...ofLab,
    { group: t('palette.do'), actions: ofApp.map(({ id, label, act }) => ({ id, label, onClick: act })) },
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
