import { endedSince } from '../../../machine/ended-containers.ts';
import { ignoreGone } from '../../../machine/engine-objects.ts';
import type { LabContext } from '../../common/support/lab-step.ts';

/** Others' containers that ran before the lab: a node as it was has them running. What does not start, the proof tells. */
export async function startFormer({ node, lab, baseline, log }: LabContext): Promise<void> {
  const ended = await endedSince(node, lab.name, baseline(node)?.containers);
  await Promise.all(
    ended.map(async ({ id, name }) => {
      log(`${node.name}: ${name} ran before the lab and is started again.`);
      await ignoreGone(node.docker.getContainer(id).start()).catch(() => undefined);
    }),
  );
}
