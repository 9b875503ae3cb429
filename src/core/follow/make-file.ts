import type { FollowReport } from '../../shared/follow/report.ts';
import { lossWords, placeWords } from '../../shared/follow/words.ts';
import { writePcapng } from '../../shared/packet/pcapng.ts';
import { inWords, texts } from '../../shared/texts/text.ts';
import type { Joined, Observed } from './join.ts';
import { lossOf } from './join.ts';

/** More notes than anybody reads. */
const mostNoted = 2000;

/** All that was caught as one file for Wireshark: an interface a point, and on each packet that was followed which one it is, and where it was lost. */
export function makeFile(report: FollowReport, joined: readonly Joined[], observed: readonly Observed[]): Uint8Array {
  const { path, clock, ends, points } = report;
  const way = path.flatMap((id) => points.find((point) => point.id === id) ?? []);
  const places = new Map(observed.map(({ point }, at) => [point.id, at]));
  const notes = new Map<string, string>();
  for (const one of joined.slice(0, mostNoted)) {
    const on = one.direction === 'there' ? way : [...way].reverse();
    const seen = on.filter(({ id }) => one.sights.has(id));
    const loss = lossOf(one.sights, on);
    for (const [at, { id }] of seen.entries()) {
      const hop = { at: at + 1, of: seen.length };
      const name = inWords(texts.follow.note[one.direction]({ number: one.number, ...hop }));
      const isLast = at === seen.length - 1;
      const note = loss && isLast ? `${name}; ${inWords(lossWords(loss))}` : name;
      notes.set(`${places.get(id)} ${one.sights.get(id)?.index}`, note);
    }
  }
  const ahead = clock?.ahead ?? 0;
  return writePcapng(
    'Overlay Lab',
    observed.map(({ point, packets }) => {
      const shift = point.node === ends.to.node ? ahead : 0;
      return {
        name: `${point.node} ${point.device}`,
        description: inWords(placeWords(point)),
        packets: packets.map((packet) => ({ ...packet, at: packet.at - shift })),
      };
    }),
    (at, index) => notes.get(`${at} ${index}`),
  );
}
