import { cleaned } from '../../core/report/cleaned.ts';
import { stepState } from '../../core/report/step-state.ts';
import type { LabEvent } from '../../shared/run/events.ts';
import { foldEvents } from '../../shared/run/fold.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { newView, type RunView } from '../../shared/run/view.ts';
import { atNode } from '../../shared/text/at-node.ts';
import { spoken } from '../../shared/texts/text.ts';
import { closingLines } from './closing-lines.ts';
import { outputLines } from './output-lines.ts';
import { paint } from './paint.ts';
import { regionLines } from './region-lines.ts';
import type { Renderer } from './renderer.ts';
import type { Screen } from './screen.ts';
import { stepLines } from './step-lines.ts';
import type { Style } from './style.ts';

const frameMs = 100;

/**
 * For people. Steps are written as they end, with what they really printed, so that the whole reads like the tutorial;
 * on a terminal what still continues is drawn below.
 */
export function progressRenderer(screen: Screen, style: Style): Renderer {
  let view: RunView | undefined;
  let turn = 0;
  const written = new Set<StepId>();
  const draw = () => view && screen.region(regionLines(view, turn++, new Date(), style));
  // Unless it is told not to, a timer keeps the process alive.
  const timer = style.live ? setInterval(draw, frameMs).unref() : undefined;

  const writeStep = (id: StepId) => {
    const step = view?.steps.find((one) => one.id === id);
    if (!view || !step || written.has(id)) return;
    written.add(id);
    const changes = view.changes.filter((change) => change.step === id).length;
    screen.print([...stepLines(step, view.command, changes, style), ...outputLines(view, id, style)]);
  };

  return {
    event(raw: LabEvent) {
      const event = cleaned(raw);
      view = foldEvents(view ?? newView({ lab: event.lab, run: event.run, at: event.at }), [event]);
      if (event.type === 'run')
        screen.print([
          paint(style, 'bold', spoken.cli.runOn({ lab: event.lab, command: event.command, nodes: some(event.nodes) })),
        ]);
      if (event.type === 'node') screen.print(nodeLines(event, style));
      if (event.type === 'task' && isOver(view, event.step)) writeStep(event.step);
    },
    note: (text) => screen.print([paint(style, 'yellow', text)]),
    end(raw) {
      clearInterval(timer);
      screen.region([]);
      for (const step of view?.steps ?? []) writeStep(step.id);
      if (view) screen.print(closingLines(view, cleaned(raw), style));
    },
  };
}

/** What is waited for there, and that the node is not there any more. */
function nodeLines({ node, state, message }: Extract<LabEvent, { type: 'node' }>, style: Style): string[] {
  const isLost = state === 'lost';
  if (message !== undefined) return [paint(style, isLost ? 'red' : 'yellow', atNode(node, message))];
  return isLost ? [paint(style, 'red', spoken.cli.noConnection({ node }))] : [];
}

function isOver(view: RunView, id: StepId): boolean {
  const step = view.steps.find((one) => one.id === id);
  return step !== undefined && !['waiting', 'running'].includes(stepState(step));
}

function some(names: readonly string[]): string {
  return names.length > 6 ? spoken.cli.nodes({ count: names.length }) : names.join(', ');
}
