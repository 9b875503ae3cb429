import { LabError } from '../../../shared/errors.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { TypedCommand } from '../../engine/step.ts';
import { askAgain } from '../../gates/ask-again.ts';
import { birdUnitPath } from '../../ledger/lab-files.ts';
import { readFile, sha256 } from '../../machine/file.ts';
import { typedBird } from '../../machine/lab-routes.ts';
import type { Node } from '../../machine/port.ts';
import { journalReason } from '../../machine/unit.ts';
import { sourcesTo } from '../common/support/guard-unit.ts';
import type { LabContext } from '../common/support/lab-step.ts';
import { unitSweep } from '../common/support/sweep.ts';
import {
  birdCommands,
  birdConfig,
  birdDirectory,
  birdLook,
  birdRoutesForget,
  birdShow,
  birdStart,
  birdUnit,
  birdUnitFile,
} from './bird.ts';
import { ownSubnets } from './plan.ts';

export const isByBgp = ({ routed }: Pick<Lab, 'routed'>): boolean => routed?.routes === 'bgp';

/** Until each node has heard of each other one's subnet: a second or two, as the daemons begin to call at once. */
const learnMs = 30_000;

/** Starts the lab's own BIRD where it does not run; its routes then come by themselves. */
export async function startBird(context: LabContext, node: Node, whole: string): Promise<void> {
  const { lab, signal } = context;
  const labNode = lab.nodes.find(({ name }) => name === node.name);
  if (!labNode) throw new Error(`${node.name} is not in the lab`);
  const [{ isInstalled }, before, sources] = await Promise.all([
    node.run(birdLook, {}, { signal }),
    readFile(node, birdUnitPath, signal),
    sourcesTo(context, node),
  ]);
  if (!isInstalled)
    throw new LabError('refused', texts.routed.noBird({ node: node.name }), {
      node: node.name,
      remedy: texts.routed.noBirdRemedy,
    });
  const text = birdUnitFile(lab, labNode, sources);
  await context.carry(
    node,
    [
      { kind: 'directory', path: birdDirectory(lab.name) },
      { kind: 'file', path: birdUnitPath, before: before ?? null, wrote: sha256(text), reload: 'systemd' },
      { kind: 'unit', unit: birdUnit, own: true, before: { active: false, enabled: false } },
    ],
    (intent, unlessUnwritten) =>
      node.run(
        birdStart,
        { lab: lab.name, config: birdConfig(lab, labNode, whole), text, intent },
        { signal: unlessUnwritten },
      ),
  );
}

/** Waits until nothing is lacking any more; `lacking` names nodes that have not heard of all others. */
export async function untilLearned(context: LabContext, lacking: () => Promise<Node[]>): Promise<void> {
  const again = askAgain({ ms: learnMs, firstMs: 100, longestMs: 500, signal: context.signal });
  for (;;) {
    const late = await lacking();
    const [first] = late;
    if (!first) return;
    context.progress(texts.routed.routesMissing({ nodes: late.map(({ name }) => name) }));
    if (again.isOver())
      throw new LabError(
        'not-proved',
        texts.routed.notLearned({
          node: first.name,
          seconds: learnMs / 1000,
          why: await journalReason(first, birdUnit),
        }),
        { node: first.name, remedy: texts.routed.notLearnedRemedy },
      );
    await again.pause();
  }
}

/** For the lesson: what the first node's daemon says. */
export async function showBird({ output, signal }: LabContext, node: Node): Promise<void> {
  const shown = await node.run(birdShow, {}, { signal });
  for (const [at, command] of birdCommands().entries()) output(node.name, command, shown[at] ?? '');
}

/** Where no ledger tells of it any more, and where the lab file named another way when it was built. */
export async function sweepBird({ lab, signal }: LabContext, node: Node): Promise<void> {
  const asked = { lab: lab.name, unit: birdUnit, file: birdUnitPath, directories: ['bird'] as const };
  await node.run(unitSweep, asked, { signal });
  await node.run(birdRoutesForget, {}, { signal });
}

/** The same as a person types it: a configuration, a daemon with a socket of its own, and what it knows. */
export const commandsByBgp = (lab: Lab, showing: string): TypedCommand[] => {
  const whole = lab.network.subnet ?? ownSubnets.candidates[0] ?? '';
  return [
    ...lab.nodes.flatMap((node) =>
      [
        `cat >${typedBird}.conf <<'END'\n${birdConfig(lab, node, whole)}END`,
        `bird -c ${typedBird}.conf -s ${typedBird}.ctl -P ${typedBird}.pid`,
      ].map((command) => ({ node: node.name, command })),
    ),
    ...lab.nodes.flatMap(({ name: node }) =>
      [...birdCommands(`${typedBird}.ctl`), showing].map((command) => ({ node, command })),
    ),
  ];
};
