import { LabError } from '../../../shared/errors.ts';
import { vxlanPort } from '../../../shared/lab/lab.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Finding } from '../../engine/step.ts';
import type { Node } from '../../machine/port.ts';
import { unlessOthers } from '../../machine/taken-away.ts';
import {
  kindOf,
  type LinkPlan,
  type LinkState,
  linkMake,
  linkRead,
  linkShow,
  linkTakeAway,
  markOf,
  vxlanLink,
} from '../../machine/vxlan-link.ts';
import { finding } from '../common/support/finding.ts';
import type { Guarded } from '../common/support/guard-rules.ts';
import { openOn, startGuard, sweepGuard, unlessOpen } from '../common/support/guard-unit.ts';
import type { LabContext, LabStep } from '../common/support/lab-step.ts';
import { linkPlan } from './plan.ts';

/** A VXLAN link on every node, plugged into its bridge like one more cable: the other end is wherever the packets go. */
export const link: LabStep = {
  async check(context) {
    const [seen, open] = await Promise.all([look(context), openNodes(context)]);
    const found = judge(context, seen);
    const isOwn = seen?.mac === markOf(context.lab.name);
    return found.status === 'satisfied' && isOwn ? unlessOpen(context, found, open) : found;
  },
  async apply(context) {
    const { node, lab } = context;
    const plan = linkPlan(lab, node);
    const seen = await look(context);
    judge(context, seen);
    // Before packets are taken. A link that a person made is theirs, and stays as open as it is.
    if (!seen || seen.mac === markOf(lab.name))
      for (const open of await openNodes(context)) await startGuard(context, open, guarded);
    const isThere = seen !== undefined && isAs(plan, seen);
    const change = { kind: 'link' as const, name: plan.name, vni: plan.vni };
    await context.carry(node, change, (intent, signal) =>
      node.run(linkMake, { ...plan, lab: lab.name, isThere, intent }, { signal }),
    );
    await show(context, node);
  },
  async sweep({ node, lab, options: { includeUnowned: force = false }, signal }) {
    await sweepGuard({ lab }, node);
    const machines = lab.nodes.map(({ address }) => address);
    const asked = { lab: lab.name, name: vxlanLink, machines, force };
    unlessOthers(await node.run(linkTakeAway, asked, { signal }), node, vxlanLink);
  },
  commands: (lab) =>
    lab.nodes.flatMap((node) => {
      const plan = linkPlan(lab, node);
      const { name, mtu, master } = plan;
      return [
        `ip link add ${name} mtu ${mtu} ${kindOf(plan).join(' ')}`,
        `ip link set ${name} master ${master}`,
        `ip link set ${name} up`,
        showing,
      ].map((command) => ({ node: node.name, command }));
    }),
};

/** VXLAN asks nobody who they are. */
const guarded: Guarded = { tcp: [], udp: [], dataPort: vxlanPort, ownLink: vxlanLink };

const openNodes = (context: LabContext): Promise<Node[]> => openOn(context, [context.node], guarded);

const showing = `ip -d link show ${vxlanLink}`;

const look = ({ node, signal }: LabContext): Promise<LinkState | undefined> =>
  node.run(linkRead, { name: vxlanLink }, { signal });

async function show({ output, signal }: LabContext, node: Node): Promise<void> {
  output(node.name, showing, await node.run(linkShow, { name: vxlanLink }, { signal }));
}

/** All that cannot be changed of a link that is there. */
const isAs = (plan: LinkPlan, { mtu, vxlan }: LinkState): boolean =>
  mtu === plan.mtu &&
  vxlan?.vni === plan.vni &&
  vxlan.port === plan.port &&
  vxlan.local === plan.local &&
  vxlan.learns !== plan.isTold &&
  vxlan.asks === plan.isTold;

/** Throws `refused` where somebody else's link has the name: in the plan too. */
function judge({ lab, node }: LabContext, seen: LinkState | undefined): Finding {
  const plan = linkPlan(lab, node);
  const named = { link: plan.name, vni: plan.vni, bridge: plan.master };
  if (!seen)
    return finding('missing', texts.tracks.doesNotExist({ name: plan.name }), { diff: [texts.vxlan.addsLink(named)] });
  if (isAs(plan, seen)) {
    if (seen.isUp && seen.master === plan.master)
      return finding('satisfied', texts.vxlan.linkIs(named), {
        facts: { mac: seen.mac, mtu: seen.mtu, made: seen.mac === markOf(lab.name) ? 'lab' : 'hand' },
      });
    return finding('drifted', texts.vxlan.linkNotPlugged(named), { diff: [texts.vxlan.plugsLink(named)] });
  }
  if (seen.mac === markOf(lab.name))
    return finding('drifted', texts.vxlan.linkOther(named), { diff: [texts.vxlan.remakesLink(named)] });
  throw new LabError('refused', texts.vxlan.linkTaken({ node: node.name, link: plan.name }), {
    node: node.name,
    remedy: texts.vxlan.linkTakenRemedy({ node: node.name, link: plan.name }),
  });
}
