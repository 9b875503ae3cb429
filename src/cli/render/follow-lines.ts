import type { Followed, FollowReport } from '../../shared/follow/report.ts';
import { changeWords, layerWords, lossWords, notes, placeWords, verdictWords } from '../../shared/follow/words.ts';
import type { Layer } from '../../shared/packet/layers.ts';
import { inWords, spoken } from '../../shared/texts/text.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';
import { wrap } from './width.ts';

const { report: say } = spoken.follow;

/** What came of following, for people: one packet and its answer hop by hop, or the first that was lost; then all of them counted. */
export function followLines(report: FollowReport, style: Style): string[] {
  const { ends, said } = report;
  return [
    say.title({ from: ends.from.worker, to: ends.to.worker }),
    ...shownOf(report).flatMap((one) => ['', ...packetLines(one, report, style)]),
    '',
    ...wrap(paint(style, 'bold', inWords(verdictWords(report))), style.columns),
    ...notes(report).flatMap((note) => wrap(inWords(note), style.columns)),
    ...(said
      ? [
          '',
          `${say.said}:`,
          ...said
            .trimEnd()
            .split('\n')
            .slice(0, 12)
            .map((line) => `  ${line}`),
        ]
      : []),
  ];
}

/** What is as it was at the hop before is not said again. */
function headersOf(layers: readonly Layer[], before: readonly Layer[] = []): string[] {
  const [now, was] = [layers, before].map((list) => list.map((layer) => inWords(layerWords(layer)))) as [
    string[],
    string[],
  ];
  return now.join('\n') === was.join('\n') ? [say.unchanged] : now;
}

function shownOf({ packets }: FollowReport): Followed[] {
  const lost = packets.find((one) => one.lost);
  const number = (lost ?? packets[0])?.number;
  return packets.filter((one) => one.number === number).slice(0, 8);
}

function packetLines(one: Followed, { points }: FollowReport, style: Style): string[] {
  const { direction, number, offset, hops, lost } = one;
  const name = say.packet[direction]({ number });
  const indented = (text: string) => wrap(text, style.columns - 6).map((line) => `      ${line}`);
  return [
    paint(style, 'bold', offset > 0 ? `${name}, ${say.piece({ offset })}` : name),
    ...hops.flatMap(({ point, at, length, layers, changes, again }, index) => {
      const place = points.find(({ id }) => id === point);
      const where = place ? inWords(placeWords(place)) : point;
      return [
        ...wrap(`  ${index + 1}  ${where}  ${say.hop({ at, length })}`, style.columns),
        ...changes.flatMap((change) => indented(paint(style, 'bold', inWords(changeWords(change))))),
        ...(again > 0 ? indented(say.again({ count: again })) : []),
        ...headersOf(layers, hops[index - 1]?.layers).flatMap(indented),
      ];
    }),
    ...(lost ? wrap(`  ✗  ${inWords(lossWords(lost))}`, style.columns) : []),
  ];
}
