import type { ClassRoom } from '../../core/app/classes.ts';
import type { Seating } from '../../core/class/seating.ts';

/** What core is told of the door: who sits where, and where it is. */
export function roomOf(name: string, seating: Seating, at: () => { address: string; fingerprint: string }): ClassRoom {
  return {
    class: name,
    get door() {
      return { ...at(), code: seating.code, until: seating.until };
    },
    joined: (seat) => seating.joined(seat),
    listen: (changed) => seating.listen(changed),
    raiseHand: (seat, up) => seating.raiseHand(seat, up),
    link: (seat) => linkTo(at().address, seating.newLink(seat)),
    empty: (seat) => seating.empty(seat),
  };
}

export const linkTo = (address: string, link: string): string => `${address}/join?link=${link}`;
