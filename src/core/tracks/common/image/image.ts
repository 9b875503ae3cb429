import { LabError } from '../../../../shared/errors.ts';
import { isGone } from '../../../machine/engine-objects.ts';
import { stateDirectory } from '../../../machine/own-directory.ts';
import { finding } from '../support/finding.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { imageOf, workerImage } from '../support/names.ts';
import { imageMadeFor, imageRemedy } from '../support/objects.ts';
import { sweepImages } from '../support/sweep.ts';
import { wakeEngines } from '../support/wake-engine.ts';
import { imageScript } from './image-script.ts';

/** The image of the workers, made on each node from its own programs: no registry, so no pull limit (row 43). */
export const image: LabStep = {
  async check(context) {
    const reference = imageOf(context.options);
    const id = await findImage(context, reference);
    await refuseForeign(context, reference);
    if (id) return finding('satisfied', `${reference} ${id.slice(7, 19)}`, { facts: { id, reference } });
    return finding('missing', `${reference} does not exist yet`, { diff: [`+ image ${reference}`] });
  },
  async apply(context) {
    const { node, lab, signal } = context;
    const reference = imageOf(context.options);
    await context.change(node, { kind: 'image', reference }, async () => {
      if (reference === workerImage)
        await node.script(imageScript, [reference, lab.name, stateDirectory(lab.name)], {
          signal,
          timeout: 120_000,
        });
      else await pull(context, reference);
      return findImage(context, reference);
    });
  },
  beforeUndo: (context) => wakeEngines(context, [context.node]),
  sweep: sweepImages,
  commands: (lab) =>
    lab.nodes.map(({ name }) => ({
      node: name,
      command: `docker image inspect ${workerImage} >/dev/null || docker pull ubuntu`,
    })),
};

/** One of the lab's own name that the lab did not make has who knows what in it. */
async function refuseForeign({ node, lab }: LabContext, reference: string): Promise<void> {
  const maker = reference === workerImage ? await imageMadeFor(node, reference) : undefined;
  if (maker === undefined || maker === lab.name) return;
  throw new LabError('refused', `${node.name} has an image ${reference} that the lab did not create`, {
    node: node.name,
    remedy: imageRemedy(node.name),
  });
}

async function findImage({ node }: LabContext, reference: string): Promise<string | undefined> {
  try {
    return (await node.docker.getImage(reference).inspect()).Id;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

async function pull(context: LabContext, reference: string): Promise<void> {
  const { node, signal } = context;
  const named = /[:@][^/]*$/.test(reference) ? reference : `${reference}:latest`;
  const { status, stderr } = await node.exec(['docker', 'pull', '-q', named], {
    signal,
    timeout: 600_000,
    expect: 'any',
  });
  if (status === 0) return;
  throw new LabError(
    'docker-failed',
    `${reference} is not on ${node.name} and could not be pulled: ${stderr.trim().slice(0, 300)}`,
    {
      node: node.name,
      remedy: 'Omit --image (the lab builds its own image), or load that image on every node: docker load.',
      diagnosis: /toomanyrequests/.test(stderr) ? 43 : undefined,
    },
  );
}
