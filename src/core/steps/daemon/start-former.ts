import { labLabel } from '../../node/engine.ts';
import { ignoreGone } from '../../node/engine-objects.ts';
import type { LabContext } from '../support/lab-step.ts';

/**
 * Others' containers that ran before the lab and do not run now, most likely since the engine was killed or restarted under
 * them: a node as it was before has them running. One that does not start is told by the proof.
 */
export async function startFormer({ node, lab, baseline, log }: LabContext): Promise<void> {
  // As the baseline tells them: name, short id, state.
  const before = new Set(baseline(node)?.containers);
  if (before.size === 0) return;
  const ended = (await node.docker.listContainers({ all: true })).filter(
    ({ Id, Names, Labels, State }) =>
      State === 'exited' &&
      Labels[labLabel] !== lab.name &&
      before.has(`${Names[0]?.slice(1)} ${Id.slice(0, 12)} running`),
  );
  await Promise.all(
    ended.map(async ({ Id, Names }) => {
      log(`${node.name}: ${Names[0]?.slice(1)} ran before the lab and is started again.`);
      await ignoreGone(node.docker.getContainer(Id).start()).catch(() => undefined);
    }),
  );
}
