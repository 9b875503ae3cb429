import { useTranslation } from 'react-i18next';
import { partKey } from '../../state/parts.ts';
import { useAge } from '../../ui/use-age.ts';
import type { SeatRow } from './seat-rows.ts';

export interface ShownSeats {
  hidesNames: boolean;
  selected: ReadonlySet<string>;
  select: (names: readonly string[], on: boolean) => void;
  /** The hand of a seat was seen. */
  lower: (seat: string) => void;
  /** Shows a terminal of the seat, which is called so here. */
  look: (seat: string, name: string) => void;
}

/** What tile and table say of a seat. */
export function useSeatWords({ hidesNames }: Pick<ShownSeats, 'hidesNames'>) {
  const { t } = useTranslation();
  const age = useAge();
  return ({
    name,
    place,
    student = '',
    lab,
    reached,
    green,
    parts,
    since,
    wrong,
    unseen,
    running,
    work,
    hand,
  }: SeatRow) => ({
    // A seat is often called after who sits there.
    seat: hidesNames ? t('wall.place', { place }) : name,
    student: hidesNames ? '' : student,
    part: lab === undefined ? t('wall.noLab') : reached === undefined ? t('wall.nothing') : t(partKey(reached)),
    green: t('wall.greenOf', { green, all: parts.length }),
    since: since === undefined ? '' : age(since),
    hand: hand === undefined ? '' : t('guest.handSince', { since: age(hand) }),
    wrong: unseen.length > 0 ? t('wall.unseen', { nodes: unseen.join(', ') }) : (wrong ?? ''),
    work: work ? t(`wall.states.${work.state}`) : running === undefined ? '' : t('wall.running', { command: running }),
  });
}
