import type { BandwidthMeasurement, PingMeasurement } from '../../shared/measurements.ts';
import type { StepId } from '../../shared/steps.ts';
import type { Bandwidth } from '../measure/bandwidth.ts';
import { failed, type Parsed, parsed } from '../measure/parsed.ts';
import type { PingSummary } from '../measure/ping.ts';
import { type PingRun, type Summary, summarise } from '../measure/summary.ts';
import type { RunView } from './run-view.ts';
import { stateWord } from './step-state.ts';

export type { Summary };

/** The figures that end a run. A measurement that is missing is unknown, with the reason that its step gave. */
export function figuresOf(view: RunView): Summary {
  const pings = view.measurements.filter((one) => one.kind === 'ping');
  const rates = view.measurements.filter((one) => one.kind === 'bandwidth');
  const ofPath = (path: 'native' | 'overlay', step: StepId) => {
    const known = rates.filter((rate) => rate.path === path).map(toParsed);
    return known.length > 0 ? known : [failed(whyMissing(view, step))];
  };
  return summarise(pingRuns(view, pings), ofPath('native', 'iperf-native'), ofPath('overlay', 'iperf-overlay'));
}

function pingRuns(view: RunView, pings: readonly PingMeasurement[]): PingRun[] {
  if (pings.length > 0) return pings.map((ping) => ({ from: ping.from, to: ping.to, result: parsed(toSummary(ping)) }));
  return [{ from: 'every worker', to: 'every other', result: failed(whyMissing(view, 'ping')) }];
}

function toSummary(ping: PingMeasurement): PingSummary {
  const { target, sent, received, lossPercent, unreachableFrom, rttMs } = ping;
  const counts = { target, sent, received, lossPercent, unreachableFrom, replies: [] };
  return rttMs ? { ...counts, rttMs: { ...rttMs, mdev: rttMs.mdev ?? null } } : counts;
}

function toParsed(rate: BandwidthMeasurement): Parsed<Bandwidth> {
  const { tool, seconds, bytes, bitsPerSecond, retransmits } = rate;
  return parsed({ tool, version: null, seconds, bytes, bitsPerSecond, retransmits, streams: 1, perSecond: [] });
}

/** Why a step measured nothing, as far as the run tells. */
function whyMissing(view: RunView, id: StepId): string {
  const tasks = view.steps.find((step) => step.id === id)?.tasks;
  if (!tasks) return 'not part of this run';
  const error = tasks.find((task) => task.error)?.error;
  if (error) return error.message;
  const unfinished = tasks.find((task) => task.state !== 'done');
  if (unfinished) return stateWord(unfinished.state);
  return 'not measured';
}
