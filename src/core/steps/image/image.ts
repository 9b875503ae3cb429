import { LabError } from '../../../shared/errors.ts';
import { stateDirectory } from '../../ledger/scribe.ts';
import { isGone } from '../../node/engine-objects.ts';
import { finding } from '../support/finding.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { imageOf, workerImage } from '../support/names.ts';
import { sweepImages } from '../support/sweep.ts';
import { imageScript } from './image-script.ts';

/** The image of the workers, made on each node from its own programs: no registry, so no pull limit (row 43). */
export const image: LabStep = {
  id: 'image',
  title: 'Make the worker image',
  scope: 'node',
  kind: 'build',
  needs: [{ step: 'preflight', on: 'same' }],
  async check(context) {
    const reference = imageOf(context.options);
    const id = await findImage(context, reference);
    if (id) return finding('satisfied', `${reference} ${id.slice(7, 19)}`, { facts: { id, reference } });
    return finding('missing', `${reference} is not there yet`, { diff: [`+ image ${reference}`] });
  },
  async apply(context) {
    const { node, lab, signal } = context;
    const reference = imageOf(context.options);
    await context.change(node, { kind: 'image', reference }, async () => {
      if (reference === workerImage)
        await node.script(imageScript, [reference, lab.name, `${stateDirectory(lab.name)}/image`], {
          signal,
          timeout: 120_000,
        });
      else await pull(context, reference);
      return findImage(context, reference);
    });
  },
  sweep: sweepImages,
  commands: (lab) =>
    lab.nodes.map(({ name }) => ({
      node: name,
      command: `docker image inspect ${workerImage} >/dev/null || docker pull ubuntu`,
    })),
};

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
    `${reference} is not on ${node.name} and cannot be pulled: ${stderr.trim().slice(0, 300)}`,
    {
      node: node.name,
      remedy: 'Leave --image out (the lab makes its own image), or load that image on every node: docker load.',
      diagnosis: /toomanyrequests/.test(stderr) ? 43 : undefined,
    },
  );
}
