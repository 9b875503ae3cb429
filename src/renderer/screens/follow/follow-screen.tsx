import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowQuestion } from '../../../shared/follow/report.ts';
import { firstLoss } from '../../../shared/follow/report.ts';
import { notes, verdictWords } from '../../../shared/follow/words.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { inWords } from '../../../shared/texts/text.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Icon } from '../../ui/icon.tsx';
import { saveBlob } from '../../ui/save-blob.ts';
import { ScreenTitle } from '../../ui/screen-title.tsx';
import { FollowForm } from './follow-form.tsx';
import { PointTable } from './point-table.tsx';
import { Timeline } from './timeline.tsx';

/** A packet from one worker to another, hop by hop: its headers, what became of them, and where it was lost. */
export default function FollowScreen({ card }: { card: LabCard }) {
  const { t } = useTranslation();
  const over = useRef<AbortController>(undefined);
  const [isCancelled, setCancelled] = useState(false);
  const following = useMutation({
    mutationFn: (question: FollowQuestion) => {
      setCancelled(false);
      over.current = new AbortController();
      const { signal } = over.current;
      return ask((client) => client.follow.start({ lab: card.id, question }, { signal }));
    },
  });
  // What nobody will see is not caught to its end.
  useEffect(() => () => over.current?.abort(), []);
  const { data, isPending } = following;
  const error = isCancelled ? null : following.error;
  const cancel = () => {
    setCancelled(true);
    over.current?.abort();
  };
  const report = data?.report;
  const loss = report && (firstLoss(report) || report.there.sent === 0);
  const save = () => {
    if (!data) return;
    const bytes = Uint8Array.from(atob(data.file), (letter) => letter.charCodeAt(0));
    saveBlob(new Blob([bytes], { type: 'application/x-pcapng' }), data.fileName);
  };
  return (
    <div className="screen">
      <ScreenTitle title={t('follow.title')} text={t('follow.text')} />
      <FollowForm
        card={card}
        isPending={isPending}
        onFollow={(question) => following.mutate(question)}
        onCancel={cancel}
      />
      <div role="status">
        {isPending && (
          <Text fz="sm" mt={12}>
            {t('follow.running')}
          </Text>
        )}
        {isCancelled && !isPending && (
          <Text fz="sm" mt={12}>
            {t('follow.cancelled')}
          </Text>
        )}
        {report && !isPending && (
          <Card id="verdict" title={t('follow.verdict')} style={{ marginTop: 16 }}>
            <Text fw={600} c={loss ? 'var(--lab-bad-text, inherit)' : undefined}>
              <Icon name={loss ? 'warning' : 'check'} size={16} /> {inWords(verdictWords(report))}
            </Text>
            {notes(report).map((note) => (
              <Text key={inWords(note)} fz="sm" mt={4}>
                {stripUnsafe(inWords(note))}
              </Text>
            ))}
          </Card>
        )}
      </div>
      {error && !isPending && <ErrorBox error={reported(error)} />}
      {report && !isPending && (
        <>
          <Timeline key={report.at} report={report} />
          <PointTable report={report}>
            <ActionButton variant="default" leftSection={<Icon name="download" size={16} />} onClick={save}>
              {t('follow.export')}
            </ActionButton>
          </PointTable>
        </>
      )}
    </div>
  );
}
