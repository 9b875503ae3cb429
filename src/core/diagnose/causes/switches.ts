import { insidePort, labSwitch, outsideSwitch, switchNamed } from '../../machine/open-switch.ts';
import { labBridge, vxlanVni } from '../../machine/vxlan-link.ts';
import { type Cause, type Judge, merged } from '../cause.ts';
import { type Seen, seenNodes } from '../sight.ts';

/** What the track ovs makes: a switch on each node, its port into the workers' bridge, and a tunnel port to each other node. */
export const switches: Judge = (sight) => {
  if (sight.lab.track !== 'ovs') return [];
  const nodes = seenNodes(sight);
  return merged(nodes.flatMap((node) => [...lostSwitch(node), ...nodes.flatMap((to) => lostPort(node, to))]));
};

const has = ({ changes }: Seen, wanted: string): boolean => changes.some(({ kind }) => kind === wanted);

const one = ({ name }: Seen, evidence: string, ...commands: string[]): Cause[] => [
  { row: 67, nodes: [name], evidence: [`${name}: ${evidence}`], ...(commands.length > 0 && { commands }) },
];

function lostSwitch(node: Seen): Cause[] {
  const { switches: seen } = node;
  if (!seen || !has(node, 'ovs-bridge')) return [];
  if (!seen.runs) return one(node, 'ovs-vsctl show: no answer', 'systemctl start openvswitch-switch');
  const inner = switchNamed(seen, labSwitch);
  if (!inner) return one(node, `ovs-vsctl br-exists ${labSwitch}: does not exist`);
  if (!seen.isPlugged)
    return one(
      node,
      `ip link show ${insidePort}: not up in ${labBridge}`,
      `ip link set ${insidePort} master ${labBridge}`,
      `ip link set ${insidePort} up`,
    );
  if (inner.datapath === 'netdev' && !seen.hasAddress)
    return one(node, `ip addr show ${outsideSwitch}: without ${node.address}`);
  return [];
}

/** A port of the one switch that leads to the other node, as it has to. */
function lostPort(from: Seen, to: Seen): Cause[] {
  if (from === to || !from.switches || !has(from, 'ovs-port')) return [];
  const inner = switchNamed(from.switches, labSwitch);
  if (!inner) return [];
  const there = inner.ports.filter(({ type, remote }) => type === 'vxlan' && remote === to.address);
  if (there.some(({ key }) => key === String(vxlanVni))) return [];
  const [wrong] = there;
  if (wrong)
    return one(
      from,
      `ovs-vsctl get interface ${wrong.name} options:key: ${wrong.key}; the lab has ${vxlanVni}`,
      `ovs-vsctl set interface ${wrong.name} options:key=${vxlanVni}`,
    );
  const ports = inner.ports.filter(({ type }) => type === 'vxlan').map(({ name, remote }) => `${name} to ${remote}`);
  return one(from, `ovs-vsctl show: no port to ${to.address}; ${ports.join(', ') || 'no tunnel port'}`);
}
