import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Confirmation, useConfirm } from './confirm-store.ts';

const close = () => useConfirm.setState({ open: undefined });

export function ConfirmDialog() {
  const { t } = useTranslation();
  const open = useConfirm((state) => state.open);
  // While the dialog fades out it still says what it said.
  const last = useRef<Confirmation>(undefined);
  if (open) last.current = open;
  const shown = last.current;
  // A list that is renewed keeps its height, so that no button moves while somebody points at it.
  const isLive = shown?.topic !== undefined;
  return (
    <Modal opened={open !== undefined} onClose={close} title={shown?.title} size="lg" zIndex={900}>
      <Stack gap="md">
        <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
          {shown?.text}
        </Text>
        {shown?.detail && (
          <section
            className="code-block mono"
            style={{ [isLive ? 'height' : 'maxHeight']: 260, overflow: 'auto' }}
            aria-label={shown.title}
            aria-live={isLive ? 'polite' : undefined}
          >
            {shown.detail}
          </section>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t('frame.cancel')}
          </Button>
          <Button
            color={shown?.danger ? 'red.9' : undefined}
            onClick={() => {
              close();
              void shown?.act();
            }}
          >
            {shown?.yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
