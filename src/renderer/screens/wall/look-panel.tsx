import { Group, Modal, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeatTerminal } from '../../../shared/wire/seat-view.ts';
import { seatTerminals } from '../../state/guest.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import classes from './look-panel.module.css';
import { type LookNews, LookSession } from './look-session.ts';

interface Props {
  class: string;
  /** The seat, and as it is called on this wall. */
  seat: string;
  name: string;
  close: () => void;
}

const againMs = 3000;

/** A student's terminal, live, on the instructor's screen; the student's window says so meanwhile. */
export default function LookPanel({ class: of, seat, name, close }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const [typing, setTyping] = useState(false);
  const { data: all } = useQuery({
    queryKey: ['seat-terminals', of, seat],
    queryFn: () => seatTerminals(of, seat),
    refetchInterval: againMs,
  });
  const id = chosen ?? all?.find(({ shown }) => shown)?.terminal;
  return (
    <Modal
      opened
      onClose={close}
      title={t('guest.look.title', { seat: name })}
      size="min(1200px, 94vw)"
      // Shells and editors need that key.
      closeOnEscape={!typing}
    >
      {all && all.length > 0 && (
        <Select
          label={t('guest.look.terminal')}
          data={choices(all)}
          value={id ?? null}
          onChange={(value) => setChosen(value ?? undefined)}
          allowDeselect={false}
          mb={10}
        />
      )}
      {all?.length === 0 && id === undefined && <Text fz="sm">{t('guest.look.none')}</Text>}
      {id !== undefined && <Screen key={id} id={id} name={name} onTyping={setTyping} />}
    </Modal>
  );
}

function choices(all: readonly SeatTerminal[]): { value: string; label: string }[] {
  return all.map(({ terminal, node, container }, at) => ({
    value: terminal,
    label: `${at + 1}: ${container === undefined ? node : `${container} (${node})`}`,
  }));
}

function Screen({ id, name, onTyping }: { id: string; name: string; onTyping: (is: boolean) => void }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const session = useRef<LookSession>(undefined);
  const [news, setNews] = useState<LookNews>();
  useEffect(() => {
    const look = new LookSession(id, setNews);
    session.current = look;
    if (place.current) look.attachTo(place.current, t('guest.look.screen', { seat: name }));
    return () => {
      look.close();
      onTyping(false);
    };
  }, [id, name, t, onTyping]);
  const view = news?.state === 'open' ? news.view : undefined;
  const keyboard = view?.keyboard ?? 'theirs';
  useEffect(() => onTyping(keyboard === 'yours'), [keyboard, onTyping]);
  const away = view && !view.shown;
  const not =
    news?.state === 'over'
      ? t('guest.look.over')
      : away
        ? t('guest.look.away')
        : keyboard === 'others'
          ? t('guest.look.others')
          : undefined;
  const says =
    not ?? (view?.why && keyboard === 'theirs' ? t(`guest.look.why.${view.why}`) : t(`guest.look.${keyboard}`));
  return (
    <>
      <Group gap={12} mb={8}>
        {keyboard === 'yours' ? (
          <ActionButton onClick={() => session.current?.giveBack()}>{t('guest.look.giveBack')}</ActionButton>
        ) : (
          <ActionButton
            variant="default"
            not={not}
            loading={keyboard === 'asked'}
            onClick={() => session.current?.ask()}
          >
            {t('guest.look.ask')}
          </ActionButton>
        )}
        <Text fz="sm" role="status">
          {says}
          {news?.state === 'over' && news.reason !== '' && ` ${news.reason}`}
        </Text>
      </Group>
      <div ref={place} className={classes.screen} data-yours={keyboard === 'yours' || undefined} />
    </>
  );
}
