import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { Finding } from '../../engine/step.ts';
import {
  type Datapath,
  insidePort,
  labSwitch,
  outsideSwitch,
  type SwitchState,
  switchMake,
  switchNamed,
  switchRead,
  switchShow,
  switchTakeAway,
} from '../../machine/open-switch.ts';
import { unlessOthers } from '../../machine/taken-away.ts';
import { labBridge } from '../../machine/vxlan-link.ts';
import { finding } from '../common/support/finding.ts';
import type { LabContext, LabStep } from '../common/support/lab-step.ts';

/**
 * A switch of Open vSwitch on every node, with a port in the engine's bridge. Without the kernel's datapath it works in
 * userspace, where it needs a switch of its own around the machine's link: there its packets leave, and the kernel keeps the link.
 */
export const openSwitch: LabStep = {
  check: async (context) => judge(context, await lookAtSwitch(context)),
  async apply(context) {
    const { node, lab, output, signal } = context;
    const state = await lookAtSwitch(context);
    judge(context, state);
    const datapath = datapathOf(state);
    const names = datapath === 'netdev' ? [labSwitch, outsideSwitch] : [labSwitch];
    const missing = names.filter((name) => !switchNamed(state, name));
    await context.carry(
      node,
      (missing.length > 0 ? missing : names).map((name) => ({ kind: 'ovs-bridge' as const, name })),
      (intent, unwritten) =>
        node.run(switchMake, { lab: lab.name, address: node.address, datapath, intent }, { signal: unwritten }),
    );
    output(node.name, showing, await node.run(switchShow, {}, { signal }));
  },
  /** Known by its mark. */
  async sweep({ node, lab, options: { includeUnowned: force = false }, signal }) {
    const machines = lab.nodes.map(({ address }) => address);
    for (const name of [outsideSwitch, labSwitch]) {
      const asked = { lab: lab.name, name, machines, force };
      unlessOthers(await node.run(switchTakeAway, asked, { signal }), node, name);
    }
  },
  commands: (lab) =>
    lab.nodes.flatMap(({ name: node, address }) =>
      [
        `ovs-dpctl dump-dps`,
        `ovs-vsctl add-br ${labSwitch} -- set bridge ${labSwitch} datapath_type=$(${datapathWord})`,
        `ovs-vsctl add-port ${labSwitch} ${insidePort} -- set interface ${insidePort} type=internal`,
        `ip link set ${insidePort} master ${labBridge}`,
        `ip link set ${insidePort} up`,
        unlessKernel(`ovs-vsctl add-br ${outsideSwitch} -- set bridge ${outsideSwitch} ${outsideOptions(address)}`),
        unlessKernel(`ovs-vsctl add-port ${outsideSwitch} ${linkOf(address, 2)}`),
        unlessKernel(`ip addr add ${linkOf(address, 4)} dev ${outsideSwitch} noprefixroute`),
        showing,
      ].map((command) => ({ node, command })),
    ),
};

const showing = 'ovs-vsctl show';
const hasKernel = 'ovs-dpctl dump-dps >/dev/null 2>&1';
const datapathWord = `${hasKernel} && echo system || echo netdev`;
export const unlessKernel = (command: string): string => `${hasKernel} || ${command}`;

/** A field of the line in which `ip` shows this address: the second is the link, the fourth the address with its prefix. */
const linkOf = (address: string, field: 2 | 4): string =>
  `$(ip -o -4 addr | grep -v ${outsideSwitch} | awk '/ ${address}\\//{print $${field}; exit}')`;
const outsideOptions = (address: string): string =>
  `datapath_type=netdev other-config:hwaddr=$(ip -o link show ${linkOf(address, 2)} | sed 's/.*ether //; s/ .*//')`;

export const lookAtSwitch = ({ node, signal }: Pick<LabContext, 'node' | 'signal'>): Promise<SwitchState> =>
  node.run(switchRead, { address: node.address }, { signal });

/** A switch that is there keeps what it has. */
export const datapathOf = (state: SwitchState): Datapath =>
  switchNamed(state, labSwitch)?.datapath ?? (state.hasKernel ? 'system' : 'netdev');

/** Throws `refused` where somebody else's switch has the name: in the plan too. */
function judge({ lab, node }: LabContext, state: SwitchState): Finding {
  if (!state.runs)
    throw new LabError('refused', texts.ovs.stopped({ node: node.name }), {
      node: node.name,
      remedy: texts.ovs.stoppedRemedy,
    });
  const datapath = datapathOf(state);
  const inner = switchNamed(state, labSwitch);
  const outer = switchNamed(state, outsideSwitch);
  const hasInside = inner?.ports.some(({ name, type }) => name === insidePort && type === 'internal') ?? false;
  const hasUnderlay = outer?.ports.some(({ name }) => name === state.underlay) ?? false;
  const refuse = (name: string) => {
    throw new LabError('refused', texts.ovs.taken({ node: node.name, name }), {
      node: node.name,
      remedy: texts.ovs.takenRemedy({ node: node.name, name }),
    });
  };
  if (inner && inner.mark !== lab.name && !hasInside) refuse(labSwitch);
  if (datapath === 'netdev' && outer && outer.mark !== lab.name && !hasUnderlay) refuse(outsideSwitch);
  const words = { name: labSwitch, where: texts.ovs.where[datapath], bridge: labBridge };
  if (!inner)
    return finding('missing', texts.tracks.doesNotExist({ name: labSwitch }), { diff: [texts.ovs.addsSwitch(words)] });
  const isOut = datapath === 'system' || (hasUnderlay && state.hasAddress);
  if (hasInside && state.isPlugged && isOut)
    return finding('satisfied', texts.ovs.switchIs(words), { facts: { datapath, made: inner.mark ? 'lab' : 'hand' } });
  return finding('drifted', texts.ovs.notPlugged(words), { diff: [texts.ovs.plugs(words)] });
}
