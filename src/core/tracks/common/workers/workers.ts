import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Finding } from '../../../engine/step.ts';
import type { Change } from '../../../ledger/change.ts';
import { labLabel, restartEngine, runningRemember, startAgain } from '../../../machine/engine.ts';
import { type FoundContainer, findContainer, findNetworks, ignoreGone } from '../../../machine/engine-objects.ts';
import { finding } from '../support/finding.ts';
import { freeSandboxes, sandboxesLeft } from '../support/free-sandboxes.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { beginLook, lookedFor, lookKept } from '../support/looks.ts';
import { imageOf, labels, workerName } from '../support/names.ts';
import { hasSweptGwbridge, sweepContainers, sweepGwbridge, sweptContainers } from '../support/sweep.ts';
import { wakeEngines } from '../support/wake-engine.ts';
import type { Way } from '../support/way.ts';
import { findOldNamespaces, forgetOldNamespaces } from './old-namespace.ts';
import { startWorker } from './start-worker.ts';

/** One container a node on the lab's network: worker-1 on the first node, worker-2 on the second, and so on. */
export const workersOn = ({ hasGwbridge }: Pick<Way, 'hasGwbridge'>): LabStep => ({
  async check(context) {
    const name = workerName(context.lab, context.node.name);
    const [found, networks] = await lookKept(context, 'worker', () => lookAtWorker(context, name), context.node);
    const ids = networks.map(({ id }) => id);
    const told = judge(context, name, found, ids);
    if (told.status !== 'satisfied' && found && found.labels[labLabel] !== context.lab.name)
      throw foreign(context.node.name, name);
    return told;
  },
  lookBeforeApply: (context) => beginLook(context, 'ground', () => lookAtGround(context), context.node),
  async apply(context) {
    const { lab, node } = context;
    const name = workerName(lab, node.name);
    const [[found], [gwbridge, old, remembered]] = await Promise.all([
      lookedFor(context, 'worker', () => lookAtWorker(context, name), node),
      lookedFor(context, 'ground', () => lookAtGround(context), node),
    ]);
    if (found && found.labels[labLabel] !== lab.name) throw foreign(node.name, name);
    const changes: Change[] = hasGwbridge && gwbridge.length === 0 ? [{ kind: 'gwbridge' }] : [];
    await context.change(node, [...changes, { kind: 'container', name }], async () => {
      // One of ours that stopped, or hangs on a network that is gone, is recreated: nothing of value is in it.
      if (found) await ignoreGone(node.docker.getContainer(found.id).remove({ force: true }));
      await startAgain(node, lab.name, remembered);
      // Until then that one was on the network.
      await forgetOldNamespaces(context, found ? await findOldNamespaces(context) : old);
      return start(context, name);
    });
  },
  beforeUndo: (context) => wakeEngines(context, [context.node]),
  async sweep(context) {
    // In most cases nothing is left, which is seen in one exchange.
    const [containers, hasBridge, sandboxes] = await Promise.all([
      sweptContainers(context),
      hasGwbridge && hasSweptGwbridge(context),
      sandboxesLeft(context),
    ]);
    if (containers.length === 0 && !hasBridge) return freeSandboxes(context, sandboxes);
    await sweepContainers(context);
    if (hasGwbridge) await sweepGwbridge(context);
    // Of a worker whose overlay the store had forgotten; later there is no store to ask.
    await freeSandboxes(context);
  },
  commands: (lab) =>
    lab.nodes.map(({ name }) => ({
      node: name,
      command: `docker run -itd --name=${workerName(lab, name)} --net=${lab.network.name} ${imageOf({})}`,
    })),
});

const lookAtWorker = ({ node, lab }: LabContext, name: string) =>
  Promise.all([findContainer(node, name), findNetworks(node, lab.network.name)]);

/** What the worker is going to stand on: the bridge to the world, what is left of old overlays, and whom a restart left. */
const lookAtGround = (context: LabContext) =>
  Promise.all([
    findNetworks(context.node, 'docker_gwbridge'),
    findOldNamespaces(context),
    context.node.run(runningRemember, { lab: context.lab.name, ids: [] }, { signal: context.signal }),
  ]);

const foreign = (node: string, name: string): LabError =>
  new LabError('refused', texts.tracks.containerForeign({ node, name }), {
    node,
    remedy: texts.tracks.containerForeignRemedy({ node, name }),
    diagnosis: 32,
  });

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
  { lab, options }: LabContext,
  name: string,
  found: FoundContainer | undefined,
  networks: readonly string[],
): Finding {
  const named = found?.networks[lab.network.name];
  const isListed = named && (networks.includes(named.networkId) || (networks.length === 0 && options.listsNoNetworks));
  const end = isListed ? named : undefined;
  if (found?.running && end) {
    const made = found.labels[labLabel] === lab.name ? 'lab' : 'hand';
    return finding('satisfied', texts.tracks.workerRuns({ name, address: end.address }), {
      facts: { address: end.address, mac: end.mac, id: found.id, made },
    });
  }
  const network = lab.network.name;
  const diff = [texts.tracks.addsContainer({ name, network })];
  if (!found) return finding('missing', texts.tracks.doesNotExist({ name }), { diff });
  const summary = found.running ? texts.tracks.workerNotOn({ name, network }) : texts.tracks.workerStopped({ name });
  return finding('drifted', summary, { diff });
}
