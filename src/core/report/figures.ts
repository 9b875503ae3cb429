import { type Bandwidth, bandwidthOf, pingsOf, type Rate } from '../../shared/run/figures.ts';
import type { PingMeasurement } from '../../shared/run/measurements.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { RunView } from '../../shared/run/view.ts';
import { spoken } from '../../shared/texts/text.ts';
import { stateWord } from './step-state.ts';

type Measured = Pick<RunView, 'measurements' | 'steps'>;

/** A number, or why there is none. */
export type Figure = { value: number; reason: null } | { value: null; reason: string };

/** The median of so many runs. */
export type BandwidthFigure = Figure & { runs: number };

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

/**
 * The figures that end a run. What is missing is unknown, with the reason that its step gave, or `absent` where there was
 * no such step; nothing becomes 0.
 */
export function figuresOf(view: Measured, absent: string = spoken.report.notPartOfRun): Summary {
  const { native, overlay, ratio } = bandwidthOf(view);
  const pings = pingsOf(view);
  const figures = {
    nativeBitsPerSecond: rateFigure(native, whyMissing(view, 'iperf-native', absent)),
    overlayBitsPerSecond: rateFigure(overlay, whyMissing(view, 'iperf-overlay', absent)),
  };
  return {
    pings: pings.length > 0 ? pings.map(pingRow) : [unknownPings(whyMissing(view, 'ping', absent))],
    ...figures,
    ratio: ratioFigure(ratio, figures),
  };
}

function rateFigure(rate: Rate | undefined, why: string): BandwidthFigure {
  return rate ? { ...known(rate.bitsPerSecond), runs: rate.times } : { ...unknown(why), runs: 0 };
}

function ratioFigure(
  ratio: Bandwidth['ratio'],
  { nativeBitsPerSecond: native, overlayBitsPerSecond: overlay }: Omit<Summary, 'pings' | 'ratio'>,
): Figure {
  if (ratio !== undefined) return known(ratio);
  if (native.value === null) return unknown(spoken.report.ofNative({ reason: native.reason }));
  const { ofNative, ofOverlay, rateOfZero } = spoken.report;
  return unknown(overlay.value === null ? ofOverlay({ reason: overlay.reason }) : ofNative({ reason: rateOfZero }));
}

function pingRow({ from, to, sent, received, lossPercent, rttMs }: PingMeasurement): PingRow {
  const rtt = (key: 'min' | 'avg' | 'max' | 'mdev'): Figure => {
    if (!rttMs) return unknown(received === 0 ? spoken.report.noReply : spoken.report.noTimes);
    const ms = rttMs[key];
    return ms === undefined ? unknown(spoken.report.noDeviation) : known(ms);
  };
  return {
    ...{ from, to, sent: known(sent), received: known(received), lossPercent: known(lossPercent) },
    ...{ minMs: rtt('min'), avgMs: rtt('avg'), maxMs: rtt('max'), mdevMs: rtt('mdev') },
  };
}

function unknownPings(why: string): PingRow {
  const [sent, received, lossPercent] = [unknown(why), unknown(why), unknown(why)];
  const times = { minMs: unknown(why), avgMs: unknown(why), maxMs: unknown(why), mdevMs: unknown(why) };
  return { from: spoken.report.everyWorker, to: spoken.report.everyOther, sent, received, lossPercent, ...times };
}

/** Why a step measured nothing, as far as the run tells. */
function whyMissing(view: Measured, id: StepId, absent: string): string {
  const tasks = view.steps.find((step) => step.id === id)?.tasks;
  if (!tasks) return absent;
  const error = tasks.find((task) => task.error)?.error;
  if (error) return error.message;
  const unfinished = tasks.find((task) => task.state !== 'done');
  if (unfinished) return stateWord(unfinished.state);
  return spoken.report.notMeasured;
}

function known(value: number): Figure {
  return { value, reason: null };
}

function unknown(reason: string): Figure {
  return { value: null, reason };
}
