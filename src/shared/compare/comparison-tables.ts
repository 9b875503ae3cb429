import { tutorialFigures } from '../run/tutorial.ts';
import { formatRatio } from '../run/units.ts';
import type { Table } from '../text/table.ts';
import { spoken } from '../texts/text.ts';
import { type Comparison, fasterThan, figuresOf, type TrackFigures } from './comparison.ts';
import type { Interval } from './intervals.ts';

/**
 * A comparison as tables: what each track carries, what its packets look like, what it takes to have it, and, where that was
 * counted, what it costs the processors.
 */
export function comparisonTables(comparison: Comparison): Table[] {
  const { repeats, iperfSeconds, tracks } = comparison;
  const figures = tracks.map(figuresOf);
  const words = spoken.compare;
  return [
    {
      caption: words.bandwidth({ repeats, seconds: iperfSeconds }),
      head: [words.track, words.native, words.overlay, words.ratio, words.retransmits],
      rows: [
        ...figures.map((one) => [
          one.track,
          megabits(one.native),
          megabits(one.overlay),
          plusMinus(one.ratio, 2),
          plusMinus(one.retransmits, 0),
        ]),
        [
          words.tutorial,
          megabits(alone(tutorialFigures.nativeBitsPerSecond)),
          megabits(alone(tutorialFigures.overlayBitsPerSecond)),
          formatRatio(tutorialFigures.ratio),
          words.unknown,
        ],
        [words.calico, words.unknown, words.unknown, words.almostNative, words.unknown],
      ],
      figures: [1, 2, 3, 4],
      tutorialRows: 2,
    },
    {
      caption: words.packets,
      head: [words.track, words.roundTrip, words.loss, words.ttl, words.mtu, words.onTheWire],
      rows: figures.map((one) => [
        one.track,
        one.roundTripMs ? `${plusMinus(one.roundTripMs, 3)} ms` : words.unknown,
        one.lossPercent === undefined ? words.unknown : `${one.lossPercent} %`,
        String(one.ttl ?? words.unknown),
        String(one.mtu ?? words.unknown),
        onTheWire(one),
      ]),
      figures: [1, 2, 3, 4],
    },
    {
      caption: words.work,
      head: [words.track, words.build, words.reset, words.control, words.encrypted, words.oneDies],
      rows: tracks.map(({ track, seconds, encrypted }) => [
        track,
        `${seconds.build.toFixed(1)} s`,
        `${seconds.reset.toFixed(1)} s`,
        words.controls[track],
        encrypted ? words.yes : words.no,
        words.deaths[track],
      ]),
      figures: [1, 2],
    },
    ...processorTable(figures),
  ];
}

function processorTable(figures: readonly TrackFigures[]): Table[] {
  const words = spoken.compare;
  const counted = figures.filter(({ processor }) => processor.native.sender || processor.overlay.sender);
  if (counted.length === 0) return [];
  return [
    {
      caption: words.processor,
      head: [words.track, words.nativeSender, words.nativeReceiver, words.workersSender, words.workersReceiver],
      rows: counted.map(({ track, processor: { native, overlay } }) => [
        track,
        ...[native.sender, native.receiver, overlay.sender, overlay.receiver].map((one) => plusMinus(one, 3)),
      ]),
      figures: [1, 2, 3, 4],
    },
  ];
}

/** What its intervals allow to say, in sentences. */
export function comparisonWords(comparison: Comparison): string[] {
  const { repeats, tracks, failed } = comparison;
  const failures = failed.map(({ error }) => error.message);
  if (repeats === 1) return [...failures, spoken.compare.oneRepeat];
  if (tracks.length < 2) return failures;
  const pairs = fasterThan(tracks.map(figuresOf));
  return [
    ...failures,
    ...(pairs.length > 0 ? pairs.map((pair) => spoken.compare.faster(pair)) : [spoken.compare.noneFaster]),
  ];
}

const alone = (mean: number): Interval => ({ mean, low: -Infinity, high: Infinity, times: 1 });

const megabits = (interval: Interval | undefined): string => plusMinus(interval, 0, 1e6);

function plusMinus(interval: Interval | undefined, digits: number, unit = 1): string {
  if (!interval) return spoken.compare.unknown;
  const mean = (interval.mean / unit).toFixed(digits);
  const half = (interval.high - interval.mean) / unit;
  return Number.isFinite(half) ? spoken.compare.plusMinus({ mean, half: half.toFixed(digits) }) : mean;
}

function onTheWire({ track, vni, headers }: TrackFigures): string {
  if (vni !== undefined)
    return headers === undefined ? spoken.compare.inVxlan({ vni }) : spoken.compare.headersSeen({ vni, headers });
  if (headers !== undefined) return spoken.compare.plainSeen({ headers });
  return String(track) === 'routed' ? spoken.compare.noTunnel : spoken.compare.notCaught;
}
