import { Stack, Text, UnstyledButton } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { routeHash, type Screen, screens, useRoute } from '../state/route.ts';
import { Icon } from '../ui/icon.tsx';
import { useChosenLab } from './chosen-lab.ts';
import { isOfLab, screensOfLab } from './lab-screen.tsx';
import classes from './rail.module.css';

const ofAll = screens.filter((screen) => screen !== 'labs' && !isOfLab(screen));

export function Rail() {
  return <RailOf groups={[['labs'], screensOfLab, ofAll]} here={useRoute().screen} />;
}

/** Groups of screens, the last one along the lower edge. */
export function RailOf({ groups, here }: { groups: readonly Screen[][]; here: Screen }) {
  const { t } = useTranslation();
  const links = (all: readonly Screen[]) => all.map((screen) => <RailLink key={screen} {...{ screen, here }} />);
  return (
    <nav aria-label={t('frame.navigation')} className={classes.rail}>
      <Stack gap={4}>
        {groups.slice(0, -1).map((all, at) => (
          <Fragment key={all[0]}>
            {at > 0 && <div className={classes.line} />}
            {links(all)}
          </Fragment>
        ))}
      </Stack>
      <Stack gap={4}>{links(groups.at(-1) ?? [])}</Stack>
    </nav>
  );
}

function RailLink({ screen, here }: { screen: Screen; here: Screen }) {
  const { t } = useTranslation();
  const lab = useChosenLab();
  const href = routeHash(isOfLab(screen) && lab ? { screen, lab } : { screen });
  const isHere = screen === here;
  return (
    <UnstyledButton
      component="a"
      href={href}
      className={classes.link}
      data-here={isHere || undefined}
      aria-current={isHere ? 'page' : undefined}
    >
      <Icon name={screen} size={22} />
      <Text component="span" fz={11.5} lh={1.25} ta="center" fw={isHere ? 650 : 500}>
        {t(`frame.screens.${screen}`)}
      </Text>
    </UnstyledButton>
  );
}
