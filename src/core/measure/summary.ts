import type { Bandwidth } from './bandwidth.ts';
import type { Parsed } from './parsed.ts';
import type { PingSummary } from './ping.ts';

/** A number, or why there is none. */
export type Figure = { value: number; reason: null } | { value: null; reason: string };

/** The median of the runs that gave a rate; the others are not hidden. */
export type BandwidthFigure = Figure & { runs: number; failures: string[] };

export interface PingRun {
  from: string;
  to: string;
  result: Parsed<PingSummary>;
}

export interface PingRow {
  from: string;
  to: string;
  sent: Figure;
  received: Figure;
  lossPercent: Figure;
  minMs: Figure;
  avgMs: Figure;
  maxMs: Figure;
  mdevMs: Figure;
}

export interface Summary {
  pings: PingRow[];
  nativeBitsPerSecond: BandwidthFigure;
  overlayBitsPerSecond: BandwidthFigure;
  /** Overlay over native. */
  ratio: Figure;
}

/** The table at the end of a run. What is not known stays null with its reason; nothing becomes 0. */
export function summarise(
  pings: readonly PingRun[],
  native: readonly Parsed<Bandwidth>[],
  overlay: readonly Parsed<Bandwidth>[],
): Summary {
  const nativeRate = medianRate(native);
  const overlayRate = medianRate(overlay);
  return {
    pings: pings.map(pingRow),
    nativeBitsPerSecond: nativeRate,
    overlayBitsPerSecond: overlayRate,
    ratio: ratioOf(overlayRate, nativeRate),
  };
}

function pingRow({ from, to, result }: PingRun): PingRow {
  const figure = (read: (ping: PingSummary) => Figure) => (result.ok ? read(result.value) : unknown(result.reason));
  const rtt = (key: 'min' | 'avg' | 'max' | 'mdev') =>
    figure((ping) => {
      if (ping.rttMs === undefined) return unknown(ping.received === 0 ? 'no reply' : 'ping printed no times');
      const ms = ping.rttMs[key];
      return ms === null ? unknown('this ping prints no deviation') : known(ms);
    });
  return {
    from,
    to,
    sent: figure((ping) => known(ping.sent)),
    received: figure((ping) => known(ping.received)),
    lossPercent: figure((ping) => known(ping.lossPercent)),
    minMs: rtt('min'),
    avgMs: rtt('avg'),
    maxMs: rtt('max'),
    mdevMs: rtt('mdev'),
  };
}

function medianRate(results: readonly Parsed<Bandwidth>[]): BandwidthFigure {
  const failures = results.flatMap((result) => (result.ok ? [] : [result.reason]));
  const rates = results.flatMap((result) => (result.ok ? [result.value.bitsPerSecond] : []));
  const median = medianOf(rates);
  const figure = median === undefined ? unknown(failures[0] ?? 'not measured') : known(median);
  return { ...figure, runs: results.length, failures };
}

function ratioOf(overlay: Figure, native: Figure): Figure {
  if (native.value === null) return unknown(`native: ${native.reason}`);
  if (overlay.value === null) return unknown(`overlay: ${overlay.reason}`);
  const ratio = overlay.value / native.value;
  return Number.isFinite(ratio) ? known(ratio) : unknown('native: a rate of 0');
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

function known(value: number): Figure {
  return { value, reason: null };
}

function unknown(reason: string): Figure {
  return { value: null, reason };
}
