import type { Inventory } from '../../shared/inventory/inventory.ts';
import { engineAnswers, restartEngine, startRemembered } from '../machine/engine.ts';
import type { Node } from '../machine/port.ts';
import { engineStart } from '../machine/typed-hands.ts';
import { reloadSystemd } from '../machine/unit.ts';
import type { TypedFacts } from './typed-facts.ts';

interface How {
  lab: string;
  /** As it was when the node was looked at. */
  docker: TypedFacts['docker'];
  before: Inventory | undefined;
  /** One that runs has to start again: its settings, or its swarm, are gone. */
  isStale: boolean;
  /** One that a person started was ended, now or by a reset that was cut off. */
  wasEnded: boolean;
  signal: AbortSignal;
}

/**
 * The system's own engine, as it ran before somebody typed: started again where it must be, started where it does not run,
 * with others' containers that ran in it. What was done, if anything.
 */
export async function startOwnEngine(
  node: Node,
  { lab, docker, before, isStale, wasEnded, signal }: How,
): Promise<'restarted' | 'started' | undefined> {
  const isRunning = docker.active === 'active';
  const ran = before?.units.some(({ unit, active }) => unit === 'docker.service' && active === 'active');
  const shouldRun = docker.loaded && (ran ?? docker.enabled);
  if (isRunning && isStale) {
    await reloadSystemd(node, signal);
    await restartEngine(node, signal, lab);
    return 'restarted';
  }
  const starts = !isRunning && (shouldRun || wasEnded);
  if (starts) {
    await node.run(engineStart, {}, { signal });
    await engineAnswers(node, signal);
  }
  if (starts || wasEnded) await startRemembered(node, lab);
  return starts ? 'started' : undefined;
}
