import { expect, onTestFinished } from 'vitest';
import {
  portsAdd,
  portTakeAway,
  switchMake,
  switchNamed,
  switchRead,
  switchShow,
  switchTakeAway,
} from '../../../src/core/machine/open-switch.ts';
import type { RemoteNode } from '../../../src/core/machine/port.ts';
import { type Place, type Proof, sh } from './place.ts';

const port = { name: 'vx-2', remote: '192.168.236.131' };

/** A bridge in which the inside port finds its place, and nothing of it afterwards. */
async function withBridge({ node }: Pick<Place, 'node'>): Promise<void> {
  await sh(node, 'ip link add br-lab type bridge');
  onTestFinished(async () => {
    await sh(node, 'ip link delete br-lab; ovs-vsctl --if-exists del-br ovs-lab -- --if-exists del-br ovs-phy');
    await sh(node, `ovs-appctl ovs/route/del ${port.remote}/32 || :`);
  });
}

const make = ({ node, lab }: Pick<Place, 'node' | 'lab'>) =>
  node.run(switchMake, { lab, address: '192.168.236.130', datapath: 'netdev' });
const add = ({ node, lab }: Pick<Place, 'node' | 'lab'>) =>
  node.run(portsAdd, { lab, ports: [port], datapath: 'netdev' });
const bridges = (node: RemoteNode) => sh(node, 'ovs-vsctl list-br');

/** Bridges and ports of Open vSwitch. */
export const switches: Record<string, Proof> = {
  [switchRead.name]: async (place) => {
    await withBridge(place);
    const { node, lab } = place;
    expect(await node.run(switchRead, { address: '192.168.236.130' })).toMatchObject({ runs: true, switches: [] });
    await make(place);
    await add(place);
    const state = await node.run(switchRead, { address: '192.168.236.130' });
    expect(state).toMatchObject({ runs: true, underlay: 'host0', isPlugged: true, hasAddress: true });
    expect(state.reached).toEqual([port.remote]);
    expect(switchNamed(state, 'ovs-phy')?.ports.map(({ name }) => name)).toEqual(['host0']);
    expect(switchNamed(state, 'ovs-lab')).toMatchObject({ datapath: 'netdev', mark: lab });
    expect(switchNamed(state, 'ovs-lab')?.ports).toEqual([
      { name: 'lab-in', type: 'internal', remote: '', key: '', isProtected: false, mark: '' },
      { ...port, type: 'vxlan', key: '77', isProtected: true, mark: lab },
    ]);
  },
  [switchMake.name]: async (place) => {
    await withBridge(place);
    await make(place);
    const made = await sh(place.node, 'ovs-vsctl show; ip addr show ovs-phy');
    await make(place);
    expect(await sh(place.node, 'ovs-vsctl show; ip addr show ovs-phy')).toBe(made);
    expect(await sh(place.node, 'ip -o link show lab-in')).toContain('master br-lab');
    expect(await sh(place.node, 'ip -o link show ovs-phy')).toContain(
      await sh(place.node, `ip -o link show host0 | sed 's/.*ether //; s/ .*//'`),
    );
  },
  [switchTakeAway.name]: async (place) => {
    await withBridge(place);
    const { node, other, lab } = place;
    await make(place);
    const along = { lab, name: 'ovs-lab', machines: [node.address, other.address], force: false };
    expect(await node.run(switchTakeAway, { ...along, lab: `${lab}-2` })).toBe('others');
    await sh(node, 'ovs-vsctl add-port ovs-lab theirs -- set interface theirs type=internal');
    expect(await node.run(switchTakeAway, along)).toEqual({ kept: ['theirs'] });
    expect(await bridges(node)).toBe('ovs-lab\novs-phy');
    await sh(node, 'ovs-vsctl del-port theirs');
    expect(await node.run(switchTakeAway, along)).toBe('gone');
    expect(await node.run(switchTakeAway, along)).toBe('gone');
    expect(await bridges(node)).toBe('ovs-phy');
  },
  [portsAdd.name]: async (place) => {
    await withBridge(place);
    await make(place);
    await add(place);
    await add(place);
    expect(await sh(place.node, 'ovs-vsctl list-ports ovs-lab; ovs-appctl ovs/route/show | grep -c User')).toBe(
      'lab-in\nvx-2\n1',
    );
    expect(await sh(place.node, 'ovs-vsctl get interface vx-2 options')).toBe(
      '{key="77", remote_ip="192.168.236.131"}',
    );
  },
  [portTakeAway.name]: async (place) => {
    await withBridge(place);
    const { node, lab } = place;
    await make(place);
    await add(place);
    expect(await node.run(portTakeAway, { lab: `${lab}-2`, ...port })).toBe(false);
    expect(await sh(node, 'ovs-vsctl list-ports ovs-lab')).toContain('vx-2');
    expect(await node.run(portTakeAway, { lab, ...port })).toBe(true);
    expect(await sh(node, 'ovs-vsctl list-ports ovs-lab; ovs-appctl ovs/route/show | grep User || :')).toBe('lab-in');
  },
  [switchShow.name]: async ({ node }) => {
    expect((await node.run(switchShow, {})).trim()).toBe(await sh(node, 'ovs-vsctl show'));
  },
};
