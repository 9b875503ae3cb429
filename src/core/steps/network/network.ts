import { setTimeout as wait } from 'node:timers/promises';
import { LabError } from '../../../shared/errors.ts';
import type { Finding } from '../../../shared/steps.ts';
import { type FoundNetwork, findNetworks } from '../../node/engine-objects.ts';
import type { Node } from '../../remote/port.ts';
import { finding } from '../support/finding.ts';
import type { LabContext, LabStep } from '../support/lab-step.ts';
import { labels } from '../support/names.ts';
import { sweepNetworks } from '../support/sweep.ts';

/** Until every engine has heard of the network from the store: a watch, so a moment; more means that it will not. */
const seenDeadlineMs = 20_000;

/** The overlay network: created on the first node only (moby#20648), then seen on every node under one id. */
export const network: LabStep = {
  id: 'network',
  title: 'Create the overlay network',
  scope: 'cluster',
  kind: 'build',
  needs: [{ step: 'daemon', on: 'every' }],
  check: async (context) => judge(context, await look(context)),
  async apply(context) {
    const { lab, nodes, signal } = context;
    const first = nodes[0];
    if (!first) return;
    const found = await look(context);
    const now = judge(context, found);
    if (now.status === 'drifted')
      throw new LabError('refused', now.summary, {
        remedy: now.problems[0]?.remedy,
        diagnosis: now.problems[0]?.diagnosis,
      });
    await showList(context, 'before');
    if (found.every(({ networks }) => networks.length === 0))
      await context.change(first, { kind: 'network', name: lab.network.name }, async () => {
        const { id } = await first.docker.createNetwork({
          Name: lab.network.name,
          Driver: 'overlay',
          CheckDuplicate: true,
          Labels: labels(lab.name),
          ...(lab.network.subnet && { IPAM: { Driver: 'default', Config: [{ Subnet: lab.network.subnet }] } }),
        });
        return id;
      });
    const end = Date.now() + seenDeadlineMs;
    for (let pause = 20; Date.now() < end; pause = Math.min(pause * 1.6, 1000)) {
      if (judge(context, await look(context)).status === 'satisfied') break;
      context.progress('waiting until every node sees it');
      await wait(pause, undefined, { signal });
    }
    await showList(context, 'after');
  },
  sweep: sweepNetworks,
  commands: (lab) => {
    const subnet = lab.network.subnet ? `--subnet ${lab.network.subnet} ` : '';
    const create = {
      node: lab.nodes[0]?.name ?? '',
      command: `docker network create -d overlay ${subnet}${lab.network.name}`,
    };
    return [create, ...lab.nodes.map(({ name }) => ({ node: name, command: 'docker network ls' }))];
  },
};

interface Seen {
  node: Node;
  networks: FoundNetwork[];
}

function look({ lab, nodes }: LabContext): Promise<Seen[]> {
  return Promise.all(nodes.map(async (node) => ({ node, networks: await findNetworks(node, lab.network.name) })));
}

function judge({ lab }: LabContext, seen: Seen[]): Finding {
  const { name, subnet } = lab.network;
  const drifted = (message: string, remedy: string, diagnosis?: number): Finding =>
    finding('drifted', message, { problems: [{ level: 'error', code: 'network', message, remedy, diagnosis }] });
  const missingOn = seen.filter(({ networks }) => networks.length === 0).map(({ node }) => node.name);
  const doubled = seen.find(({ networks }) => networks.length > 1);
  if (doubled)
    return drifted(
      `${doubled.node.name} has two networks named ${name}`,
      'Remove one by its id: docker network rm ID',
      41,
    );
  const all = seen.flatMap(({ networks }) => networks);
  const foreign = seen.find(({ networks: [found] }) => found && found.driver !== 'overlay');
  if (foreign)
    return drifted(
      `${foreign.node.name} has a network ${name} of driver ${foreign.networks[0]?.driver}, not made by the lab`,
      'Name another network in the lab file, or remove that one yourself.',
    );
  const ids = new Set(all.map(({ id }) => id));
  if (ids.size > 1)
    return drifted(
      `${name} has different ids on the nodes: they do not use one store`,
      'Compare docker info on the nodes, align cluster-store and restart docker.',
      14,
    );
  const found = all[0];
  if (subnet && found && !found.subnets.includes(subnet))
    return drifted(
      `${name} has the subnet ${found.subnets.join(', ')}, not ${subnet}`,
      'Remove the network, or change the lab file.',
    );
  const facts = {
    id: found?.id ?? null,
    subnet: found?.subnets[0] ?? null,
    seenOn: seen.filter(({ networks }) => networks.length > 0).map(({ node }) => node.name),
  };
  if (missingOn.length === 0)
    return finding('satisfied', `${name} ${found?.id.slice(0, 12)}, ${found?.subnets[0]}, seen on every node`, {
      facts,
    });
  const summary = all.length === 0 ? `${name} does not exist yet` : `${name} is not seen on ${missingOn.join(', ')}`;
  return finding('missing', summary, {
    facts,
    diff: [
      `+ network ${name} (overlay${subnet ? `, ${subnet}` : ''}) on ${seen[0]?.node.name}, seen on ${seen.length} nodes`,
    ],
  });
}

/** Enough for the lesson; on every one of many nodes it would say the same and only take time. */
const mostLists = 3;

/** What `docker network ls` says on the nodes, for the lesson: the tutorial shows it before and after. */
async function showList(context: LabContext, when: 'before' | 'after'): Promise<void> {
  const shown = context.nodes.slice(0, mostLists);
  const lists = await Promise.all(
    shown.map((node) => node.exec(['docker', 'network', 'ls'], { signal: context.signal, expect: 'any' })),
  );
  for (const [index, { name }] of shown.entries())
    context.output(name, `docker network ls   # ${when}`, lists[index]?.stdout ?? '');
}
