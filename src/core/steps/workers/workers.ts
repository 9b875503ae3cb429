import { LabError } from '../../../shared/errors.ts';
import type { Finding } from '../../../shared/steps.ts';
import type { Change } from '../../ledger/change.ts';
import { labLabel, restartEngine } from '../../node/engine.ts';
import { type FoundContainer, findContainer, findNetworks, ignoreGone } from '../../node/engine-objects.ts';
import { finding } from '../support/finding.ts';
import { freeSandboxes } from '../support/free-sandboxes.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { imageOf, labels, workerName } from '../support/names.ts';
import { sweepContainers, sweepGwbridge } from '../support/sweep.ts';
import { forgetOldNamespace } from './old-namespace.ts';
import { startWorker } from './start-worker.ts';

/** One container a node on the overlay: worker-1 on the first node, worker-2 on the second, and so on. */
export const workers: LabStep = {
  id: 'workers',
  title: 'Start the workers',
  scope: 'node',
  kind: 'build',
  needs: [
    { step: 'network', on: 'every' },
    { step: 'image', on: 'same' },
  ],
  async check(context) {
    const name = workerName(context.lab, context.node.name);
    const [found, networks] = await Promise.all([
      findContainer(context.node, name),
      findNetworks(context.node, context.lab.network.name),
    ]);
    return judge(
      context,
      name,
      found,
      networks.map(({ id }) => id),
    );
  },
  async apply(context) {
    const { lab, node } = context;
    const name = workerName(lab, node.name);
    const found = await findContainer(node, name);
    if (found && found.labels[labLabel] !== lab.name)
      throw new LabError('refused', `${node.name} has a container ${name} that the lab did not make`, {
        node: node.name,
        remedy: `Rename it for the time of the lab: docker rename ${name} ANOTHER-NAME`,
      });
    const gwbridge = await findNetworks(node, 'docker_gwbridge');
    const changes: Change[] = gwbridge.length === 0 ? [{ kind: 'gwbridge' }] : [];
    await context.change(node, [...changes, { kind: 'container', name }], async () => {
      // One of ours that stopped, or hangs on a network that is gone, is made anew: nothing of value is in it.
      if (found) await ignoreGone(node.docker.getContainer(found.id).remove({ force: true }));
      await forgetOldNamespace(context);
      return start(context, name);
    });
  },
  async sweep(context) {
    await sweepContainers(context);
    await sweepGwbridge(context);
    // Of a worker whose overlay the store had forgotten; later there is no store to ask.
    await freeSandboxes(context);
  },
  commands: (lab) =>
    lab.nodes.map(({ name }) => ({
      node: name,
      command: `docker run -itd --name=${workerName(lab, name)} --net=${lab.network.name} ${imageOf({})}`,
    })),
};

function start({ lab, node, nodes, options, signal }: LabContext, name: string): Promise<string> {
  const network = lab.network.name;
  const create = () =>
    node.docker.createContainer({
      name,
      Hostname: name,
      Image: imageOf(options),
      Labels: labels(lab.name),
      // As `docker run -itd`: a shell that waits, so the container stays.
      Tty: true,
      OpenStdin: true,
      HostConfig: { NetworkMode: network },
    });
  return startWorker({
    node,
    peers: nodes,
    name,
    network,
    create,
    restartEngine: () => restartEngine(node, signal, lab.name),
  });
}

/** `networks` are the ids of the networks of the lab's name: one of that name that is gone may still be its own. */
function judge(
  { lab }: LabContext,
  name: string,
  found: FoundContainer | undefined,
  networks: readonly string[],
): Finding {
  const named = found?.networks[lab.network.name];
  const end = named && networks.includes(named.networkId) ? named : undefined;
  if (found?.running && end) {
    const made = found.labels[labLabel] === lab.name ? 'lab' : 'hand';
    return finding('satisfied', `${name} runs with ${end.address}`, {
      facts: { address: end.address, mac: end.mac, id: found.id, made },
    });
  }
  const summary = found
    ? `${name} is there, but ${found.running ? `not on ${lab.network.name}` : 'does not run'}`
    : `${name} is not there yet`;
  return finding(found ? 'drifted' : 'missing', summary, { diff: [`+ container ${name} on ${lab.network.name}`] });
}
