import { LabError } from '../../shared/errors.ts';
import type { LabEvent, ReportedError, RunCommand } from '../../shared/run/events.ts';
import { viewOf } from '../../shared/run/fold.ts';
import type { ChangeView, OutputView, StepView } from '../../shared/run/view.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { inThisLanguage } from '../../shared/texts/wire.ts';
import { cleaned } from './cleaned.ts';
import { closingLine } from './closing-line.ts';
import { outputText } from './output-text.ts';

/** What a command printed, and when that was told. */
export interface TimedOutput extends OutputView {
  at: string;
}

/** All that there is to say of one run, free of what could steer a terminal. */
export interface ReportModel {
  lab: string;
  run: string;
  command: RunCommand;
  startedAt: string;
  /** Null where the run has no end: the app was killed in it, or it still continues. */
  ok: boolean | null;
  closing: string;
  /** How long it took, where it has an end. */
  seconds?: number;
  nodes: string[];
  steps: readonly StepView[];
  changes: readonly ChangeView[];
  outputs: readonly TimedOutput[];
  errors: readonly ReportedError[];
}

/** Throws `bad-input` where there are no events. */
export function reportModel(events: readonly LabEvent[]): ReportModel {
  const raw = viewOf(inThisLanguage(events));
  if (!raw) throw new LabError('bad-input', texts.report.noEvents);
  const view = cleaned(raw);
  const { lab, run, command, startedAt, steps, changes, errors, result } = view;
  const printedAt = events.flatMap((event) => (event.type === 'output' ? event.at : []));
  const outputs = view.outputs.map((output, index) => ({
    ...{ ...output, text: outputText(output) },
    at: cleaned(printedAt[index] ?? startedAt),
  }));
  const closing = result ? closingLine(result) : spoken.report.unfinished;
  const nodes = view.nodes.map((node) => node.name);
  const ok = result ? result.ok : null;
  return {
    lab,
    run,
    command,
    startedAt,
    ok,
    closing,
    seconds: result?.seconds,
    nodes,
    steps,
    changes,
    outputs,
    errors,
  };
}
