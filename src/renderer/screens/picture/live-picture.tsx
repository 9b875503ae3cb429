import { Center, Loader, Text } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAbout, withoutOthers } from '../../../shared/picture/part-of.ts';
import type { Thing } from '../../../shared/picture/picture.ts';
import { pictureOf } from '../../../shared/picture/picture-of.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { usePicture } from '../../state/pictures.ts';
import { Canvas } from './canvas.tsx';
import { useFolded } from './fold.ts';
import { layoutOf } from './layout.ts';
import classes from './live-picture.module.css';
import pictureClasses from './picture.module.css';
import type { Shows } from './shown-by.tsx';
import { ThingView } from './thing-view.tsx';

interface Props {
  card: LabCard;
  /** What the part is about stands out. */
  part: string;
  onType: (shows: Shows) => void;
}

/** The picture of a lab in little room, beside a lesson: without what is not the lab's. */
export default function LivePicture({ card, part, onType }: Props) {
  const { t } = useTranslation();
  const news = usePicture(card.id);
  const picture = useMemo(() => news?.facts && withoutOthers(pictureOf(news.facts)), [news?.facts]);
  const [chosen, setChosen] = useState<string>();
  const { drawn, choose } = useFolded(picture, setChosen);
  const layout = useMemo(() => drawn && layoutOf(drawn), [drawn]);
  const isMeant = useCallback((thing: Thing) => isAbout(part, thing), [part]);
  if (!picture || !drawn || !layout)
    return (
      <Center h={160} role="status">
        {!news?.isSecret && <Loader mr={12} />}
        <Text>{news?.isSecret ? t('picture.secretEmpty') : t('picture.looking')}</Text>
      </Center>
    );
  const thing = picture.things.find(({ id }) => id === chosen);
  return (
    <div className={classes.live} data-chosen={thing ? true : undefined}>
      {news?.isSecret && (
        <Text fz="sm" role="status">
          {t('picture.secret')}
        </Text>
      )}
      <div className={`${pictureClasses.canvas} ${classes.room}`}>
        <Canvas picture={drawn} layout={layout} chosen={chosen} onChoose={choose} isAbout={isMeant} isBesideText />
      </div>
      {thing ? (
        <div className={classes.side}>
          <ThingView lab={card.id} picture={picture} thing={thing} onChoose={choose} onType={onType} />
        </div>
      ) : (
        <Text fz="sm" c="dimmed">
          {t('picture.howToChoose')}
        </Text>
      )}
    </div>
  );
}
