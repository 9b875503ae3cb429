import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { labLabel } from '../../machine/engine.ts';
import { findContainer, ignoreGone } from '../../machine/engine-objects.ts';
import type { Node } from '../../machine/port.ts';
import { defineKind, isEngineName, type TakeBackOptions } from './kind.ts';

const schema = z.object({ kind: z.literal('container'), name: z.string() });

export const container = defineKind({
  schema,
  describe: ({ name }) => texts.ledger.container({ name }),
  thing: ({ name }) => `container ${name}`,
  isPlausible: ({ name }) => isEngineName(name),
  takeBack: removeContainer,
});

async function removeContainer(
  node: Node,
  { name }: z.infer<typeof schema>,
  { lab }: TakeBackOptions,
): Promise<undefined> {
  const found = await findContainer(node, name);
  if (!found || found.labels[labLabel] !== lab) return;
  await ignoreGone(node.docker.getContainer(found.id).remove({ force: true, v: true }));
}
