import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Finding } from '../../engine/step.ts';
import { findNetworks } from '../../machine/engine-objects.ts';
import {
  type Route,
  routesAdd,
  routesRead,
  routeTakeAway,
  routeWords,
  type ShownRoute,
} from '../../machine/lab-routes.ts';
import type { Node } from '../../machine/port.ts';
import { typedPlans } from '../common/bridges/bridge-plan.ts';
import { allEnded } from '../common/support/all-ended.ts';
import { finding } from '../common/support/finding.ts';
import type { LabContext, LabStep } from '../common/support/lab-step.ts';
import { ownSubnets } from './plan.ts';

/** On every node a route to each of the others' bridges: what a routing daemon such as BIRD tells the kernel, told by hand. */
export const routes: LabStep = {
  check: async (context) => judge(await look(context)),
  async apply(context) {
    const { lab, signal } = context;
    const seen = await look(context);
    judge(seen);
    await allEnded(
      (seen ?? [])
        .filter(({ lacks }) => lacks.length > 0)
        .map(({ node, lacks }) =>
          context.carry(
            node,
            lacks.map((route) => ({ kind: 'route' as const, ...route })),
            (intent, unwritten) => node.run(routesAdd, { lab: lab.name, routes: lacks, intent }, { signal: unwritten }),
          ),
        ),
    );
    const [first] = context.nodes;
    if (!first) return;
    const now = await first.run(routesRead, {}, { signal });
    context.output(first.name, showing, now.map(({ destination, via }) => `${destination} via ${via}`).join('\n'));
  },
  /** Known by their number. */
  async sweep({ nodes, lab, signal }) {
    await allEnded(
      nodes.map(async (node) => {
        const found = await node.run(routesRead, {}, { signal });
        const own = found.filter(({ isLabs, via }) => isLabs && lab.nodes.some(({ address }) => address === via));
        for (const { destination, via } of own) await node.run(routeTakeAway, { destination, via }, { signal });
      }),
    );
  },
  commands: (lab) =>
    lab.nodes.flatMap(({ name: node }, own) => [
      ...typedPlans(lab, ownSubnets).flatMap(({ subnet: destination }, index) => {
        const via = lab.nodes[index]?.address ?? '';
        return index === own ? [] : [{ node, command: `ip route add ${routeWords({ destination, via }).join(' ')}` }];
      }),
      { node, command: showing },
    ]),
};

const showing = 'ip route';

interface Seen {
  node: Node;
  lacks: Route[];
  /** To the same subnet another way. */
  others: ShownRoute[];
}

/** Undefined while there is a node without its bridge. */
async function look({ nodes, lab, signal }: LabContext): Promise<Seen[] | undefined> {
  const [networks, shown] = await Promise.all([
    Promise.all(nodes.map((node) => findNetworks(node, lab.network.name))),
    Promise.all(nodes.map((node) => node.run(routesRead, {}, { signal }))),
  ]);
  const subnets = networks.flatMap(([found]) => found?.subnets[0] ?? []);
  if (subnets.length < nodes.length) return undefined;
  return nodes.map((node, own) => {
    const has = shown[own] ?? [];
    const wanted = nodes.flatMap(({ address: via }, index) =>
      index === own ? [] : [{ destination: subnets[index] ?? '', via }],
    );
    return {
      node,
      lacks: wanted.filter(
        (one) => !has.some(({ destination, via }) => destination === one.destination && via === one.via),
      ),
      others: has.filter((one) =>
        wanted.some(({ destination, via }) => destination === one.destination && via !== one.via),
      ),
    };
  });
}

/** Throws `refused` where somebody's route leads another way. */
function judge(seen: readonly Seen[] | undefined): Finding {
  if (!seen) return finding('missing', texts.routed.noBridges, { diff: [texts.routed.addsRoutes] });
  for (const { node, others } of seen)
    if (others[0])
      throw new LabError('refused', texts.routed.routeTaken({ node: node.name, ...others[0] }), {
        node: node.name,
        remedy: texts.routed.routeTakenRemedy({ node: node.name, ...others[0] }),
      });
  const lacking = seen.filter(({ lacks }) => lacks.length > 0);
  if (lacking.length === 0) return finding('satisfied', texts.routed.routesThere);
  return finding('missing', texts.routed.routesMissing({ nodes: lacking.map(({ node }) => node.name) }), {
    diff: lacking.flatMap(({ node, lacks }) => lacks.map((one) => texts.routed.addsRoute({ node: node.name, ...one }))),
  });
}
