import { LabError } from '../../../shared/errors.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Finding } from '../../engine/step.ts';
import {
  labSwitch,
  outsideSwitch,
  portsAdd,
  portTakeAway,
  portWords,
  type ShownPort,
  type SwitchState,
  switchNamed,
  switchShow,
  type TunnelPort,
} from '../../machine/open-switch.ts';
import type { Node } from '../../machine/port.ts';
import { vxlanVni } from '../../machine/vxlan-link.ts';
import { finding } from '../common/support/finding.ts';
import type { LabContext, LabStep } from '../common/support/lab-step.ts';
import { datapathOf, lookAtSwitch, unlessKernel } from './switch.ts';

/** A tunnel to each other node is a port of the switch; what is behind it, the switch learns as any switch does. */
export const tunnelPorts: LabStep = {
  check: async (context) => judge(context, await lookAtSwitch(context)),
  async apply(context) {
    const { node, lab, output, signal } = context;
    const state = await lookAtSwitch(context);
    judge(context, state);
    const lacks = lacking(context, state);
    await context.carry(
      node,
      lacks.map((port) => ({ kind: 'ovs-port' as const, ...port })),
      (intent, unwritten) =>
        node.run(portsAdd, { lab: lab.name, ports: lacks, datapath: datapathOf(state), intent }, { signal: unwritten }),
    );
    output(node.name, showing, await node.run(switchShow, {}, { signal }));
  },
  /** Known by their mark. */
  async sweep({ node, lab, signal }) {
    for (const port of wantedOn(lab, node)) await node.run(portTakeAway, { lab: lab.name, ...port }, { signal });
  },
  commands: (lab) =>
    lab.nodes.flatMap((node) => [
      ...wantedOn(lab, node).flatMap((port) =>
        [
          `ovs-vsctl ${portWords(port).join(' ')}`,
          unlessKernel(`ovs-appctl ovs/route/add ${port.remote}/32 ${outsideSwitch}`),
        ].map((command) => ({ node: node.name, command })),
      ),
      { node: node.name, command: showing },
    ]),
};

const showing = 'ovs-vsctl show';

/** Named after the other node's place in the lab file. */
const wantedOn = ({ nodes }: Lab, own: Pick<Node, 'name'>): TunnelPort[] =>
  nodes.flatMap(({ name, address: remote }, index) => (name === own.name ? [] : [{ name: `vx-${index + 1}`, remote }]));

const isAs = ({ remote }: TunnelPort, shown: ShownPort): boolean =>
  shown.type === 'vxlan' && shown.remote === remote && shown.key === String(vxlanVni) && shown.isProtected;

/** Ports that are missing or other than they should be, and those to which Open vSwitch does not know the way. */
function lacking({ lab, node }: LabContext, state: SwitchState): TunnelPort[] {
  const ports = switchNamed(state, labSwitch)?.ports ?? [];
  return wantedOn(lab, node).filter((one) => {
    const shown = ports.find(({ name }) => name === one.name);
    const isReached = datapathOf(state) === 'system' || state.reached.includes(one.remote);
    return !shown || !isAs(one, shown) || !isReached;
  });
}

/** Throws `refused` where somebody else's port has the name. */
function judge(context: LabContext, state: SwitchState): Finding {
  const { lab, node } = context;
  const inner = switchNamed(state, labSwitch);
  if (!inner) return finding('missing', texts.ovs.noSwitch, { diff: [texts.ovs.addsPorts] });
  for (const one of wantedOn(lab, node)) {
    const shown = inner.ports.find(({ name }) => name === one.name);
    if (shown && !isAs(one, shown) && shown.mark !== lab.name)
      throw new LabError('refused', texts.ovs.portTaken({ node: node.name, name: one.name }), {
        node: node.name,
        remedy: texts.ovs.portTakenRemedy({ node: node.name, name: one.name }),
      });
  }
  const lacks = lacking(context, state);
  if (lacks.length === 0) return finding('satisfied', texts.ovs.portsThere({ name: labSwitch }));
  return finding('missing', texts.ovs.portsMissing({ node: node.name, count: lacks.length }), {
    diff: lacks.map((one) => texts.ovs.addsPort(one)),
  });
}
