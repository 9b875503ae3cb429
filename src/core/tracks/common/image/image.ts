import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { behindIntent } from '../../../machine/behind-intent.ts';
import { isGone } from '../../../machine/engine-objects.ts';
import { nothing, operation } from '../../../machine/operation.ts';
import { stateDirectory } from '../../../machine/own-directory.ts';
import { finding } from '../support/finding.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { imageOf, workerImage } from '../support/names.ts';
import { imageMadeFor, imageRemedy } from '../support/objects.ts';
import { sweepImages } from '../support/sweep.ts';
import { wakeEngines } from '../support/wake-engine.ts';
import { imageScript, typedImage } from './image-script.ts';

/** The workers' image, of the node's own programs. */
export const imageMake = operation<{ reference: string; lab: string; intent?: string | undefined }>({
  name: 'image.make',
  program: ({ reference, lab, intent }) =>
    behindIntent(lab, intent, {
      script: imageScript,
      words: [reference, lab, stateDirectory(lab)],
      timeout: 120_000,
    }),
  read: nothing,
});

/** Asks a registry; gives what the engine said where it could not. */
export const imagePull = operation<{ reference: string }, { ok: boolean; said: string }>({
  name: 'image.pull',
  program: ({ reference }) => ({ argv: ['docker', 'pull', '-q', reference], timeout: 600_000, expect: 'any' }),
  read: ({ status, stderr }) => ({ ok: status === 0, said: stderr.trim() }),
});

/** The image of the workers, made on each node from its own programs: no registry, so no pull limit (row 43). */
export const image: LabStep = {
  async check(context) {
    const reference = imageOf(context.options);
    const [id] = await Promise.all([findImage(context, reference), refuseForeign(context, reference)]);
    if (id)
      return finding('satisfied', texts.tracks.imageIs({ image: reference, id: id.slice(7, 19) }), {
        facts: { id, reference },
      });
    return finding('missing', texts.tracks.doesNotExist({ name: reference }), {
      diff: [texts.tracks.addsImage({ image: reference })],
    });
  },
  async apply(context) {
    const { node, lab } = context;
    const reference = imageOf(context.options);
    const change = { kind: 'image' as const, reference };
    if (reference === workerImage)
      await context.carry(node, change, async (intent, unlessUnwritten) => {
        await node.run(imageMake, { reference, lab: lab.name, intent }, { signal: unlessUnwritten });
        return findImage(context, reference);
      });
    else
      await context.change(node, change, async () => {
        await pull(context, reference);
        return findImage(context, reference);
      });
  },
  beforeUndo: (context) => wakeEngines(context, [context.node]),
  sweep: sweepImages,
  commands: (lab) =>
    lab.nodes.map(({ name }) => ({
      node: name,
      command: typedImage(lab.name, workerImage),
    })),
};

/** One of the lab's own name that the lab did not make has who knows what in it. */
async function refuseForeign({ node, lab }: LabContext, reference: string): Promise<void> {
  const maker = reference === workerImage ? await imageMadeFor(node, reference) : undefined;
  if (maker === undefined || maker === lab.name) return;
  throw new LabError('refused', texts.tracks.imageForeign({ node: node.name, image: reference }), {
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
  const { ok, said } = await node.run(imagePull, { reference: named }, { signal });
  if (ok) return;
  throw new LabError(
    'docker-failed',
    texts.tracks.imageNotPulled({ image: reference, node: node.name, said: said.slice(0, 300) }),
    {
      node: node.name,
      remedy: texts.tracks.imageNotPulledRemedy,
      diagnosis: /toomanyrequests/.test(said) ? 43 : undefined,
    },
  );
}
