import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { listDecoys, plantDecoys } from '../support/nodes/decoys.ts';
import { changesBetween, type NodeState, statesOf } from '../support/nodes/node-state.ts';
import { makePristine } from '../support/nodes/practice.ts';
import { leftRunning } from '../support/nodes/processes.ts';
import { freshLab, namesOf, perform, summary, testLab } from '../support/nodes/run-lab.ts';

/** Nodes with other people's things on them, and what they looked like before the app came. */
export interface Ground {
  loaded: LoadedLab;
  before: Record<string, NodeState>;
  decoys: string[][];
}

const decoysOf = (loaded: LoadedLab) => Promise.all(namesOf(loaded).map((node) => listDecoys(loaded.lab.name, node)));

/** Pristine nodes, then the decoys on them. */
export async function prepareGround(): Promise<Ground> {
  const loaded = await freshLab();
  const nodes = namesOf(loaded);
  await Promise.all(nodes.map((node, index) => plantDecoys(loaded.lab.name, node, { daemonJson: index === 0 })));
  const [before, decoys] = await Promise.all([statesOf(loaded.lab.name, nodes), decoysOf(loaded)]);
  return { loaded, before, decoys };
}

/** After a failure nothing is taken for granted. */
export async function prepareAgain(): Promise<Ground> {
  const { lab } = await testLab();
  await makePristine(lab.name);
  return prepareGround();
}

/** Resets with the app; what it and these tests say about the nodes afterwards, empty where all is as before. */
export async function resetDifferences(ground: Ground): Promise<string[]> {
  const problems = await resetProblems(ground);
  return problems.length > 0 ? problems : groundDifferences(ground);
}

/** Resets with the app, which has to prove it: where it made anything, each node's own proof is equal. */
export async function resetProblems({ loaded }: Ground): Promise<string[]> {
  const { result } = await perform(loaded, { command: 'reset' });
  return result.ok ? [] : [`reset: ${summary(result)}`];
}

/** What these tests themselves say about the nodes, empty where all is as before. */
export async function groundDifferences({ loaded, before, decoys }: Ground): Promise<string[]> {
  const nodes = namesOf(loaded);
  const [now, others] = await Promise.all([statesOf(loaded.lab.name, nodes), decoysOf(loaded)]);
  // Not at the same time: these tests look with programs of docker's, too.
  const left = await Promise.all(nodes.map((node) => leftRunning(loaded.lab.name, node)));
  return [
    ...changesBetween(before, now),
    ...decoys.flatMap((list, index) =>
      list.filter((one) => !others[index]?.includes(one)).map((one) => `lost: ${one}`),
    ),
    ...left.flat().map((one) => `still running: ${one}`),
  ];
}
