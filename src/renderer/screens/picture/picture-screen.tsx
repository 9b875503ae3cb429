import { Accordion, Center, Loader, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pictureOf } from '../../../shared/picture/picture-of.ts';
import { treeOf } from '../../../shared/picture/tree.ts';
import { hasStore } from '../../../shared/store/store.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { usePicture } from '../../state/pictures.ts';
import { useSnapshot } from '../../state/snapshots.ts';
import { ScreenTitle } from '../../ui/screen-title.tsx';
import { Canvas } from './canvas.tsx';
import { ChangedView } from './changed-view.tsx';
import { useFolded } from './fold.ts';
import { layoutOf } from './layout.ts';
import classes from './picture.module.css';
import { SaveMenu } from './save-menu.tsx';
import { StoreView } from './store-view.tsx';
import { ThingView } from './thing-view.tsx';
import { TreeView } from './tree-view.tsx';

/** The network of a lab as its nodes have it now: as a picture, in words, and what changed in it. */
export default function PictureScreen({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  // Its nodes are watched meanwhile, so that what is announced is looked at.
  useSnapshot(card.id);
  const news = usePicture(card.id);
  const picture = useMemo(() => news?.facts && pictureOf(news.facts), [news?.facts]);
  const [chosen, setChosen] = useState<string>();
  const { drawn, choose } = useFolded(picture, setChosen);
  const layout = useMemo(() => drawn && layoutOf(drawn), [drawn]);
  const [open, setOpen] = useState<string[]>(['changed']);
  const thing = picture?.things.find(({ id }) => id === chosen);
  return (
    <div className={classes.screen}>
      <ScreenTitle title={t('picture.title')} text={t('picture.text')}>
        {layout && <SaveMenu card={card} layout={layout} />}
      </ScreenTitle>
      {picture && news?.isSecret && (
        <Text fz="sm" mb={6} role="status">
          {t('picture.secret')}
        </Text>
      )}
      {picture && drawn && layout ? (
        <div className={classes.halves}>
          <section className={classes.canvas} aria-label={t('picture.canvas')}>
            <Canvas picture={drawn} layout={layout} chosen={chosen} onChoose={choose} />
          </section>
          <div className={classes.side}>
            {thing ? (
              <ThingView lab={card.id} picture={picture} thing={thing} onChoose={choose} />
            ) : (
              <Text fz="sm" c="dimmed" mb={6}>
                {t('picture.howToChoose')}
              </Text>
            )}
            <Accordion multiple order={2} transitionDuration={0} value={open} onChange={setOpen} mt={8}>
              <Accordion.Item value="changed">
                <Accordion.Control>{t('picture.changed')}</Accordion.Control>
                <Accordion.Panel>
                  <ChangedView changed={news?.changed ?? []} />
                </Accordion.Panel>
              </Accordion.Item>
              {hasStore(picture) && (
                <Accordion.Item value="store">
                  <Accordion.Control>{t('picture.store')}</Accordion.Control>
                  <Accordion.Panel>{open.includes('store') && <StoreView lab={card.id} />}</Accordion.Panel>
                </Accordion.Item>
              )}
              <Accordion.Item value="tree">
                <Accordion.Control>{t('picture.asTree')}</Accordion.Control>
                <Accordion.Panel>
                  <TreeView branches={treeOf(picture)} label={t('picture.asTree')} chosen={chosen} onChoose={choose} />
                </Accordion.Panel>
              </Accordion.Item>
            </Accordion>
          </div>
        </div>
      ) : (
        <Center h={240} role="status">
          {news?.isSecret ? (
            <Text>{t('picture.secretEmpty')}</Text>
          ) : (
            <>
              <Loader mr={12} />
              <Text>{t('picture.looking')}</Text>
            </>
          )}
        </Center>
      )}
    </div>
  );
}
