import { z } from 'zod';
import { LabError } from '../../../shared/errors.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import { imageLabel, labLabel } from '../../machine/engine.ts';
import { isGone, statusOf } from '../../machine/engine-objects.ts';
import type { Node } from '../../machine/port.ts';
import { defineKind, type TakeBackOptions } from './kind.ts';

const schema = z.object({ kind: z.literal('image'), reference: z.string() });

export const image = defineKind({
  schema,
  describe: ({ reference }) => texts.ledger.image({ image: reference }),
  thing: ({ reference }) => `image ${reference}`,
  isPlausible: ({ reference }) => /^[a-zA-Z0-9][\w.:/@-]{0,255}$/.test(reference) && !reference.includes('..'),
  takeBack: removeImage,
});

async function removeImage(
  node: Node,
  { reference }: z.infer<typeof schema>,
  { lab, before, detail }: TakeBackOptions,
): Promise<Words | undefined> {
  try {
    const found = await node.docker.getImage(reference).inspect();
    // A name may point to someone else's image by now: only what the lab made is removed.
    if (typeof detail === 'string' && found.Id !== detail) return;
    // A pulled one carries no label of the lab's: it is what was not there before.
    const isNew = before !== undefined && !before.images.some(({ id }) => id === found.Id.slice(7, 19));
    if (found.Config?.Labels?.[imageLabel] !== lab && !(isNew && typeof detail === 'string'))
      return texts.ledger.imageLeft;
    await node.docker.getImage(reference).remove({});
  } catch (error) {
    if (isGone(error)) return undefined;
    if (statusOf(error) !== 409) throw error;
    throw await imageInUse(node, reference, lab);
  }
}

async function imageInUse(node: Node, reference: string, lab: string): Promise<LabError> {
  const users = await node.docker.listContainers({ all: true, filters: { ancestor: [reference] } });
  const others = users.filter(({ Labels }) => Labels[labLabel] !== lab);
  const names = (others.length > 0 ? others : users).map(({ Names, Id }) => Names[0]?.slice(1) ?? Id.slice(0, 12));
  const used = { image: reference, users: names.length > 0 ? names : [texts.ledger.aContainer] };
  const isForeign = others.length > 0;
  const message = isForeign ? texts.ledger.imageForeign(used) : texts.ledger.imageInUse(used);
  const remedy = isForeign
    ? texts.ledger.imageForeignRemedy({ node: node.name, names })
    : texts.ledger.imageInUseRemedy;
  return new LabError('refused', message, { node: node.name, remedy });
}
