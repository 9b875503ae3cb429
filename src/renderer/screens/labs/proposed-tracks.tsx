import { Group, List, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { LabNode } from '../../../shared/lab/lab.ts';
import { inWords } from '../../../shared/texts/text.ts';
import { enginesInWords, placeIn } from '../../../shared/tracks/outline.ts';
import { outlineOf, type TrackId, trackIds, tracksOn } from '../../../shared/tracks/tracks.ts';
import { ask } from '../../state/connection.ts';
import { reported } from '../../state/errors.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';

interface Props {
  /** Absent while the form cannot be read. */
  nodes: LabNode[] | undefined;
  /** What is wrong with the form is to be shown. */
  onShown: () => void;
}

/** Looks at the engines of the machines in the form, and says of each track whether they can do it and what it gives. */
export function ProposedTracks({ nodes, onShown }: Props) {
  const { t } = useTranslation();
  const look = useMutation({ mutationFn: (of: LabNode[]) => ask((client) => client.labs.engines({ nodes: of })) });
  const versions = (look.data ?? []).flatMap(({ version }) => version ?? []);
  const able = tracksOn(look.data?.filter(({ version }) => version) ?? []);
  const whyNot = (track: TrackId): string => {
    const range = outlineOf(track).engines;
    const isOld = versions.some((version) => placeIn(range, version) !== 'within');
    return isOld ? t('addLab.cannot', { engines: inWords(enginesInWords(range)) }) : t('addLab.noOpenSwitch');
  };
  return (
    <div>
      <Group gap="sm">
        <ActionButton
          variant="default"
          loading={look.isPending}
          onClick={() => (nodes ? look.mutate(nodes) : onShown())}
        >
          {t('addLab.look')}
        </ActionButton>
        <Text fz="sm" role="status">
          {look.data?.map(({ node, version }) => version && t('addLab.engine', { node, version })).join(' ')}
        </Text>
      </Group>
      {look.error && <ErrorBox error={reported(look.error)} />}
      {look.data?.map(({ node, error }) => error && <ErrorBox key={node} error={error} />)}
      {versions.length > 0 && (
        <List fz="sm" mt={8} spacing={4} aria-label={t('addLab.whatEachGives')}>
          {trackIds.map((track) => (
            <List.Item key={track} c={able.includes(track) ? undefined : 'dimmed'}>
              <b>{t(`addLab.tracks.${track}`)}</b>
              {track === able[0] && ` – ${t('addLab.proposed')}`}
              {': '}
              {able.includes(track) ? t(`addLab.tracksText.${track}`) : whyNot(track)}
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}
