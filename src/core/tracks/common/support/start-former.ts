import { texts } from '../../../../shared/texts/text.ts';
import { endedSince } from '../../../machine/ended-containers.ts';
import { ignoreGone } from '../../../machine/engine-objects.ts';
import type { Node } from '../../../machine/port.ts';
import type { LabContext } from './lab-step.ts';

interface Former {
  id: string;
  name: string;
}

type Knowing = Pick<LabContext, 'lab' | 'baseline' | 'log'>;

/** Others' containers that ran before the lab, and do not now. */
export const findFormer = (node: Node, { lab, baseline }: Knowing): Promise<Former[]> =>
  endedSince(node, lab.name, baseline(node)?.containers);

/** A node as it was has them running. What does not start, the proof tells. */
export async function startFormer(node: Node, context: Knowing): Promise<void> {
  await startThese(node, context, await findFormer(node, context));
}

/** Those of them that are known already. */
export async function startThese(
  node: Node,
  { log }: Pick<LabContext, 'log'>,
  ended: readonly Former[],
): Promise<void> {
  await Promise.all(
    ended.map(async ({ id, name }) => {
      log(texts.tracks.ranBefore({ node: node.name, name }));
      await ignoreGone(node.docker.getContainer(id).start()).catch(() => undefined);
    }),
  );
}
