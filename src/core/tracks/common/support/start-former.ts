import { texts } from '../../../../shared/texts/text.ts';
import { endedSince } from '../../../machine/ended-containers.ts';
import { ignoreGone } from '../../../machine/engine-objects.ts';
import type { Node } from '../../../machine/port.ts';
import type { LabContext } from './lab-step.ts';

/** Others' containers that ran before the lab: a node as it was has them running. What does not start, the proof tells. */
export async function startFormer(
  node: Node,
  { lab, baseline, log }: Pick<LabContext, 'lab' | 'baseline' | 'log'>,
): Promise<void> {
  const ended = await endedSince(node, lab.name, baseline(node)?.containers);
  await Promise.all(
    ended.map(async ({ id, name }) => {
      log(texts.tracks.ranBefore({ node: node.name, name }));
      await ignoreGone(node.docker.getContainer(id).start()).catch(() => undefined);
    }),
  );
}
