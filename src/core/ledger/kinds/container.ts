import { labLabel } from '../../machine/engine.ts';
import { findContainer, ignoreGone } from '../../machine/engine-objects.ts';
import type { Node } from '../../machine/port.ts';
import { defineKind, engineNamed, type TakeBackOptions } from './kind.ts';

export const container = defineKind({ ...engineNamed('container'), takeBack: removeContainer });

async function removeContainer(node: Node, { name }: { name: string }, { lab }: TakeBackOptions): Promise<undefined> {
  const found = await findContainer(node, name);
  if (!found || found.labels[labLabel] !== lab) return;
  await ignoreGone(node.docker.getContainer(found.id).remove({ force: true, v: true }));
}
