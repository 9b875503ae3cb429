import type { RunRequest } from '../../src/core/runs/run-request.ts';
import type { StepId } from '../../src/shared/run/steps.ts';
import { buildSteps, type KillPoint, observeSteps, points } from './kill-points.ts';

/** One kill of the app, and what is done about it afterwards. */
export interface KillCase {
  name: string;
  request: Omit<RunRequest, 'prompts' | 'connect'>;
  /** At a point of the run, … */
  kill?: KillPoint;
  /** … or so many milliseconds after it was started. */
  afterMs?: number;
  /** `resume`: run again, look, then reset. `reset`: at once. */
  aftermath: 'resume' | 'reset';
}

export const titleOf = ({ name, aftermath }: KillCase): string => `${name}, then ${aftermath}`;

/** Where a step writes, and may be killed on each node's account: its points are told apart by node. */
const nodesOf = (step: StepId): (string | undefined)[] => (step === 'network' ? [undefined] : ['node1', 'node2']);

const on = (node: string | undefined): string => (node ? `@${node}` : '');

/** Everything by name: each step of a run at each point, each step of a reset, each of them resumed and reset. */
export function namedCases(): KillCase[] {
  const aftermaths = ['resume', 'reset'] as const;
  const run = buildSteps.flatMap((step) =>
    points.flatMap((point) =>
      nodesOf(step).map(
        (node): Pick<KillCase, 'name' | 'request' | 'kill'> => ({
          name: `run ${step}${on(node)} ${point}`,
          request: { command: 'run' },
          kill: { step, point, node },
        }),
      ),
    ),
  );
  const observe = observeSteps.flatMap((step) =>
    points
      .filter((point) => point !== 'in-midst' && !(step === 'preflight' && point !== 'before-intent'))
      .map((point) => ({
        name: `run ${step} ${point}`,
        request: { command: 'run' as const },
        kill: { step, point, observing: true },
      })),
  );
  const reset = buildSteps.flatMap((step) =>
    (['before-intent', 'after-effect', 'before-done'] as const).flatMap((point) =>
      nodesOf(step).map((node) => ({
        name: `reset ${step}${on(node)} ${point}`,
        request: { command: 'reset' as const },
        kill: { step, point, node },
      })),
    ),
  );
  return [...run, ...observe, ...reset].flatMap((one) => aftermaths.map((next) => ({ ...one, aftermath: next })));
}

/** Numbers that look random and are the same every time, so that a failure can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `count` cases: the named ones first, in an order that mixes them, then kills at any moment. */
export function killCases(count: number, seed: number): KillCase[] {
  const random = seeded(seed);
  const named = namedCases()
    .map((one) => ({ one, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
  const cases = named.slice(0, count);
  while (cases.length < count) {
    const command = random() < 0.75 ? ('run' as const) : ('reset' as const);
    const afterMs = Math.round(200 + random() * (command === 'run' ? 12_000 : 4_000));
    cases.push({
      name: `${command} at ${afterMs} ms`,
      request: { command },
      afterMs,
      aftermath: random() < 0.7 ? 'resume' : 'reset',
    });
  }
  return cases;
}

/** How many of each kind are tried on one build of the lab, see `tryKills`. */
const stack = { 'run resume': 5, 'reset resume': 1, 'reset reset': 4, 'run reset': 2 };

const kindOf = ({ request, aftermath }: KillCase) => `${request.command} ${aftermath}` as keyof typeof stack;

/** What is running at the same time in a run: where one of it was reached, the others may be over. */
function stageOf({ kill }: KillCase): string {
  if (!kill) return 'any moment';
  if (['preflight', 'image', 'etcd'].includes(kill.step)) return 'first';
  return kill.observing ? 'last' : kill.step;
}

/** Of runs that are resumed each has to find something to do yet: one a stage, or up to three at any moment. */
function fitsIn(some: readonly KillCase[], one: KillCase): boolean {
  const others = some.filter((other) => kindOf(other) === kindOf(one));
  if (kindOf(one) !== 'run resume') return others.length < stack[kindOf(one)];
  const stages = others.map(stageOf);
  if (stageOf(one) === 'any moment') return stages.length < 3 && stages.every((stage) => stage === 'any moment');
  return !stages.includes(stageOf(one)) && !stages.includes('any moment');
}

/** Cases that are tried together; one by one where they are not to be `stacked`. */
export function stacksOf(cases: readonly KillCase[], stacked: boolean): KillCase[][] {
  if (!stacked) return cases.map((one) => [one]);
  const stacks: KillCase[][] = [];
  for (const one of cases) {
    const place = stacks.find((some) => fitsIn(some, one));
    if (place) place.push(one);
    else stacks.push([one]);
  }
  return stacks;
}
