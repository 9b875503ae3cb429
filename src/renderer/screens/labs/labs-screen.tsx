import { Button, SimpleGrid, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLabs, useOperations } from '../../state/app-stores.ts';
import { Icon } from '../../ui/icon.tsx';
import { ScreenTitle } from '../../ui/screen-title.tsx';
import { useFileDrop } from '../../ui/use-file-drop.ts';
import { LabCardView } from './lab-card.tsx';
import { closeLabDialog, openLabDialog, useLabDialog } from './lab-dialogs.ts';
import { OperationRow } from './operation-row.tsx';
import { Welcome } from './welcome.tsx';

const AddLab = lazy(() => import('./add-lab.tsx'));
const NewPractice = lazy(() => import('./new-practice.tsx'));

/** The first screen: which labs there are, and how to get one. */
export function LabsScreen() {
  const { t } = useTranslation();
  const cards = useLabs((state) => state.cards);
  const operations = useOperations((state) => state.all);
  const { open, dropped, keepsForm } = useLabDialog();
  const [wantedPractice, setWantedPractice] = useState(false);
  // It is loaded when it is opened first, and stays, so that it can close as it should.
  if (open === 'practice' && !wantedPractice) setWantedPractice(true);
  useFileDrop((file) => openLabDialog('own', file));
  const own = () => openLabDialog('own');
  const practice = () => openLabDialog('practice');
  const elsewhere = operations.filter(({ lab }) => !lab || !cards?.some(({ id, name }) => id === lab || name === lab));
  return (
    <div className="screen">
      <ScreenTitle title={t('labs.title')} text={t('labs.text')}>
        <Button variant="default" leftSection={<Icon name="link" size={16} />} onClick={own}>
          {t('labs.addSsh')}
        </Button>
        <Button leftSection={<Icon name="plus" size={16} />} onClick={practice}>
          {t('labs.newPractice')}
        </Button>
      </ScreenTitle>
      {elsewhere.map((operation) => (
        <OperationRow key={operation.id} operation={operation} />
      ))}
      {!cards && <Skeleton h={220} radius="md" aria-label={t('frame.loading')} />}
      {cards?.length === 0 && <Welcome onPractice={practice} onSsh={own} />}
      {cards && cards.length > 0 && (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing={16}>
          {cards.map((card) => (
            <LabCardView key={card.id} card={card} />
          ))}
        </SimpleGrid>
      )}
      {wantedPractice && (
        <Suspense>
          <NewPractice opened={open === 'practice'} onClose={closeLabDialog} />
        </Suspense>
      )}
      {keepsForm && (
        <Suspense>
          <AddLab opened={open === 'own'} dropped={dropped} onClose={closeLabDialog} />
        </Suspense>
      )}
    </div>
  );
}
