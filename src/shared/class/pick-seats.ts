import { Reason } from '../errors.ts';
import { texts } from '../texts/text.ts';

/** The seats that `a,b,1-5` names: by name, or by their places in the file, from 1. In the order of the file. */
export function pickSeats<S extends { name: string }>(seats: readonly S[], words: string): S[] {
  const picked = new Set<S>();
  for (const word of words.split(',').map((one) => one.trim())) {
    const found = seats.find(({ name }) => name === word);
    if (found) picked.add(found);
    else for (const seat of placesIn(seats, word)) picked.add(seat);
  }
  return seats.filter((seat) => picked.has(seat));
}

function placesIn<S>(seats: readonly S[], word: string): S[] {
  const [, first, last = first] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(word) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!(from >= 1 && from <= to && to <= seats.length))
    throw new Reason(texts.class.noSeat({ seat: word.slice(0, 40), most: seats.length }));
  return seats.slice(from - 1, to);
}
