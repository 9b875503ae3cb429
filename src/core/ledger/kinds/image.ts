import { z } from 'zod';
import { LabError } from '../../../shared/errors.ts';
import { imageLabel, labLabel } from '../../machine/engine.ts';
import { isGone, statusOf } from '../../machine/engine-objects.ts';
import type { Node } from '../../machine/port.ts';
import { defineKind, type TakeBackOptions } from './kind.ts';

const schema = z.object({ kind: z.literal('image'), reference: z.string() });

export const image = defineKind({
  schema,
  describe: ({ reference }) => `image ${reference}`,
  isPlausible: ({ reference }) => /^[a-zA-Z0-9][\w.:/@-]{0,255}$/.test(reference) && !reference.includes('..'),
  takeBack: removeImage,
});

async function removeImage(
  node: Node,
  { reference }: z.infer<typeof schema>,
  { lab, before, detail }: TakeBackOptions,
): Promise<string | undefined> {
  try {
    const found = await node.docker.getImage(reference).inspect();
    // A name may point to someone else's image by now: only what the lab made is removed.
    if (typeof detail === 'string' && found.Id !== detail) return;
    // A pulled one carries no label of the lab's: it is what was not there before.
    const isNew = before !== undefined && !before.images.some(({ id }) => id === found.Id.slice(7, 19));
    if (found.Config?.Labels?.[imageLabel] !== lab && !(isNew && typeof detail === 'string'))
      return 'left: nothing shows that the lab created it';
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
  const whose = others.length > 0 ? 'which the lab did not create' : 'which could not be undone';
  return new LabError('refused', `Image ${reference} is used by ${names.join(', ') || 'a container'}, ${whose}`, {
    node: node.name,
    remedy:
      others.length > 0
        ? `Remove it on ${node.name} (docker rm -f ${names.join(' ')}) and reset again, or keep the image.`
        : 'Reset again once that is fixed; what was in its way is reported alongside.',
  });
}
