import { LabError } from '../../../shared/errors.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Finding, TypedCommand } from '../../engine/step.ts';
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
import { birdUnit } from './bird.ts';
import { ownSubnets, wholeOf } from './plan.ts';
import { commandsByBgp, isByBgp, showBird, startBird, sweepBird, untilLearned } from './told-by-bgp.ts';

/**
 * On every node a route to each of the others' bridges: told by hand, or by a routing daemon, BIRD, which hears of them from
 * those of the other nodes.
 */
export const routes: LabStep = {
  check: async (context) => judge(context, await look(context)),
  async apply(context) {
    const { lab, signal } = context;
    const seen = await look(context);
    judge(context, seen);
    if (!seen) return;
    await allEnded(context.nodes.map((node) => takeOtherKind(context, node)));
    await (isByBgp(lab) ? tellByBgp(context, seen) : tellByHand(context, seen));
    const [first] = context.nodes;
    if (!first) return;
    const now = await first.run(routesRead, {}, { signal });
    const shown = now.map(
      ({ destination, via, isBirds }) => `${destination} via ${via}${isBirds ? ' proto bird' : ''}`,
    );
    context.output(first.name, showing, shown.join('\n'));
  },
  async sweep(context) {
    await allEnded(
      context.nodes.map(async (node) => {
        await sweepRoutes(context, node);
        await sweepBird(context, node);
      }),
    );
  },
  commands: (lab) => (isByBgp(lab) ? commandsByBgp(lab, showing) : commandsByHand(lab)),
};

const showing = 'ip route';

const commandsByHand = (lab: Lab): TypedCommand[] =>
  lab.nodes.flatMap(({ name: node }, own) => [
    ...typedPlans(lab, ownSubnets).flatMap(({ subnet: destination }, index) => {
      const via = lab.nodes[index]?.address ?? '';
      return index === own ? [] : [{ node, command: `ip route add ${routeWords({ destination, via }).join(' ')}` }];
    }),
    { node, command: showing },
  ]);

async function tellByHand(context: LabContext, seen: readonly Seen[]): Promise<void> {
  const { lab } = context;
  await allEnded(
    seen
      .filter(({ lacks }) => lacks.length > 0)
      .map(({ node, lacks }) =>
        context.carry(
          node,
          lacks.map((route) => ({ kind: 'route' as const, ...route })),
          (intent, unwritten) => node.run(routesAdd, { lab: lab.name, routes: lacks, intent }, { signal: unwritten }),
        ),
      ),
  );
}

/** One that runs on all nodes but does not know all ways is started again too. */
async function tellByBgp(context: LabContext, seen: readonly Seen[]): Promise<void> {
  const whole = wholeOf(context.lab, seen[0]?.own ?? '');
  await allEnded(context.nodes.map((node) => startBird(context, node, whole)));
  await untilLearned(context, async () =>
    ((await look(context)) ?? []).filter(({ lacks }) => lacks.length > 0).map(({ node }) => node),
  );
  const [first] = context.nodes;
  if (first) await showBird(context, first);
}

/** Where the lab file named the other way when it was built. */
async function takeOtherKind(context: LabContext, node: Node): Promise<void> {
  await (isByBgp(context.lab) ? sweepRoutes(context, node) : sweepBird(context, node));
}

/** Known by their number. */
async function sweepRoutes({ lab, signal }: LabContext, node: Node): Promise<void> {
  const found = await node.run(routesRead, {}, { signal });
  const own = found.filter(({ isLabs, via }) => isLabs && lab.nodes.some(({ address }) => address === via));
  for (const { destination, via } of own) await node.run(routeTakeAway, { destination, via }, { signal });
}

interface Seen {
  node: Node;
  /** Subnet of its bridge. */
  own: string;
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
    const isToldSo = ({ isBirds }: ShownRoute) => isBirds === isByBgp(lab);
    const wanted = nodes.flatMap(({ address: via }, index) =>
      index === own ? [] : [{ destination: subnets[index] ?? '', via }],
    );
    return {
      node,
      own: subnets[own] ?? '',
      lacks: wanted.filter(
        (one) =>
          !has.some((other) => other.destination === one.destination && other.via === one.via && isToldSo(other)),
      ),
      others: has.filter((one) =>
        wanted.some(({ destination, via }) => destination === one.destination && via !== one.via),
      ),
    };
  });
}

/** Throws `refused` where somebody's route leads another way. */
function judge({ lab }: LabContext, seen: readonly Seen[] | undefined): Finding {
  if (!seen) return finding('missing', texts.routed.noBridges, { diff: [texts.routed.addsRoutes] });
  for (const { node, others } of seen)
    if (others[0])
      throw new LabError('refused', texts.routed.routeTaken({ node: node.name, ...others[0] }), {
        node: node.name,
        remedy: texts.routed.routeTakenRemedy({ node: node.name, ...others[0] }),
      });
  const lacking = seen.filter(({ lacks }) => lacks.length > 0);
  if (lacking.length === 0)
    return finding('satisfied', isByBgp(lab) ? texts.routed.routesLearned : texts.routed.routesThere);
  const nodes = lacking.map(({ node }) => node.name);
  if (isByBgp(lab))
    return finding('missing', texts.routed.routesMissing({ nodes }), {
      diff: seen.map(({ node }) => texts.routed.addsBird({ node: node.name, unit: birdUnit })),
    });
  return finding('missing', texts.routed.routesMissing({ nodes }), {
    diff: lacking.flatMap(({ node, lacks }) => lacks.map((one) => texts.routed.addsRoute({ node: node.name, ...one }))),
  });
}
