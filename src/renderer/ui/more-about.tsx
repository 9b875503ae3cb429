import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { routeHash } from '../state/route.ts';

/** The way from an error to its row of the catalogue. */
export function MoreAbout({ diagnosis }: { diagnosis: number }) {
  const { t } = useTranslation();
  return (
    <Anchor
      inherit
      fz="sm"
      c="inherit"
      underline="always"
      href={routeHash({ screen: 'catalogue', row: String(diagnosis) })}
    >
      {t('catalogue.more', { number: diagnosis })}
    </Anchor>
  );
}
