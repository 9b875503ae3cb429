import { Stack, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { routeHash, type Screen, screens, useRoute } from '../state/route.ts';
import { Icon } from '../ui/icon.tsx';
import { useChosenLab } from './chosen-lab.ts';
import classes from './rail.module.css';

const ofLab: Screen[] = ['lesson', 'terminals', 'results', 'reset', 'follow', 'picture', 'drills'];
const ofAll = screens.filter((screen) => screen !== 'labs' && !ofLab.includes(screen));

export function Rail() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('frame.navigation')} className={classes.rail}>
      <Stack gap={4}>
        <RailLink screen="labs" />
        <div className={classes.line} />
        {ofLab.map((screen) => (
          <RailLink key={screen} screen={screen} />
        ))}
      </Stack>
      <Stack gap={4}>
        {ofAll.map((screen) => (
          <RailLink key={screen} screen={screen} />
        ))}
      </Stack>
    </nav>
  );
}

function RailLink({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const here = useRoute().screen === screen;
  const lab = useChosenLab();
  const href = routeHash(ofLab.includes(screen) && lab ? { screen, lab } : { screen });
  return (
    <UnstyledButton
      component="a"
      href={href}
      className={classes.link}
      data-here={here || undefined}
      aria-current={here ? 'page' : undefined}
    >
      <Icon name={screen} size={22} />
      <Text component="span" fz={11.5} lh={1.25} ta="center" fw={here ? 650 : 500}>
        {t(`frame.screens.${screen}`)}
      </Text>
    </UnstyledButton>
  );
}
