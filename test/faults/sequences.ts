import type { StepId } from '../../src/shared/run/steps.ts';
import { inNode, tryInNode } from '../support/nodes/practice.ts';
import { perform, summary } from '../support/nodes/run-lab.ts';
import { startChild } from './child-process.ts';
import { type Ground, resetDifferences } from './ground.ts';
import { seeded } from './kill-cases.ts';
import { buildSteps } from './kill-points.ts';
import type { Outcome } from './results.ts';
import { faultsOf } from './working.ts';

/** One move of a sequence; returns what broke a promise. */
type Move = (ground: Ground, random: () => number) => Promise<string[]>;

const building: StepId[] = ['preflight', ...buildSteps];

const moves: Record<string, Move> = {
  async run({ loaded }) {
    const { result } = await perform(loaded, { command: 'run', only: building });
    if (!result.ok) return [`run: ${summary(result)}`];
    return (await faultsOf(loaded)).map((fault) => `run claims success, but ${fault}`);
  },
  async check({ loaded }) {
    const { result } = await perform(loaded, { command: 'check', only: building });
    return result.changes > 0 ? ['a check made changes'] : [];
  },
  async kill({ loaded }, random) {
    const command = random() < 0.7 ? 'run' : 'reset';
    const child = startChild(loaded, { command });
    const clock = setTimeout(() => child.kill('SIGKILL'), random() * 9_000);
    await child.ended;
    clearTimeout(clock);
    return [];
  },
  async undo({ loaded }, random) {
    const step = buildSteps[Math.floor(random() * buildSteps.length)] ?? 'workers';
    const { result } = await perform(loaded, { command: 'undo', step });
    return result.ok ? [] : [`undo ${step}: ${summary(result)}`];
  },
  reset: (ground) => resetDifferences(ground),
  /** A student at work: removes what the lab made, or restarts things. All of it can be made good again by a run. */
  async foreign({ loaded }, random) {
    const edits = [
      'docker rm -f worker-1 worker-2',
      'systemctl restart docker',
      'systemctl stop overlay-lab-etcd',
      'docker stop -t 0 worker-1 worker-2',
      `rm -rf /var/lib/overlay-lab/${loaded.lab.name}/lease`,
      'docker network disconnect -f myapp worker-1; docker network disconnect -f myapp worker-2',
    ];
    const edit = edits[Math.floor(random() * edits.length)] ?? ':';
    await tryInNode(loaded.lab.name, random() < 0.5 ? 'node1' : 'node2', edit);
    return [];
  },
};

export const sequenceName = (seed: number): string => `sequence ${seed}`;

/** A random sequence of moves on real nodes, then a reset that must be equal. */
export async function trySequence(ground: Ground, seed: number): Promise<Outcome> {
  const random = seeded(seed);
  const names = Object.keys(moves);
  const done: string[] = [];
  const problems: string[] = [];
  const length = 3 + Math.floor(random() * 4);
  while (done.length < length && problems.length === 0) {
    const name = names[Math.floor(random() * names.length)] ?? 'check';
    done.push(name);
    problems.push(...((await moves[name]?.(ground, random)) ?? []));
  }
  // A store that a student stopped is no fault of the reset's.
  for (const node of ['node1', 'node2'])
    await inNode(ground.loaded.lab.name, node, 'systemctl is-active -q docker || systemctl start docker');
  if (problems.length === 0) problems.push(...(await resetDifferences(ground)));
  const detail = [done.join(', '), ...problems].join(' | ');
  return { name: sequenceName(seed), verdict: problems.length > 0 ? 'failed' : 'passed', detail };
}
