import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './lesson.module.css';
import { Prose } from './prose.tsx';

/** Where the tutorial errs, or ten years have passed. */
export function Aged({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <section className={`card ${classes.aged}`} style={{ marginTop: 16 }} aria-labelledby="aged">
      <Title order={2} fz={17} mb={8} id="aged">
        {t('lesson.aged')}
      </Title>
      <Prose text={text} />
    </section>
  );
}
