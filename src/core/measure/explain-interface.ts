import { BlockList, isIP } from 'node:net';
import type { Interface, InterfaceAddress } from './interface.ts';

export interface LabSubnets {
  /** Such as '10.0.0.0/24'; null when it is not known. */
  overlay: string | null;
  gwbridge: string | null;
}

export interface InterfaceRole {
  role: 'overlay' | 'gwbridge' | 'loopback' | 'other';
  /** One sentence for a student. */
  sentence: string;
}

/** What a packet grows by: its own Ethernet header and the outer IPv4, UDP and VXLAN headers, 14 + 20 + 8 + 8. */
const vxlanBytes = 50;

/** What an interface of a worker is for. */
export function explainInterface(face: Interface, subnets: LabSubnets): InterfaceRole {
  if (face.name === 'lo' || face.addresses.some(({ address }) => inSubnet(address, '127.0.0.0/8'))) {
    return {
      role: 'loopback',
      sentence: `${face.name} is the loopback: what the container says to itself never leaves it.`,
    };
  }
  const overlay = addressIn(face, subnets.overlay);
  if (overlay !== undefined) return { role: 'overlay', sentence: overlaySentence(face, overlay, subnets.overlay) };
  const gwbridge = addressIn(face, subnets.gwbridge);
  if (gwbridge !== undefined) return { role: 'gwbridge', sentence: gwbridgeSentence(face, gwbridge) };
  return { role: 'other', sentence: otherSentence(face) };
}

function overlaySentence(face: Interface, { address }: InterfaceAddress, subnet: string | null): string {
  const size =
    face.mtu === null
      ? ''
      : `, in packets of at most ${face.mtu} bytes, which the VXLAN headers make ${face.mtu + vxlanBytes} on the wire between the nodes`;
  return `${face.name} (${address}) is on the overlay ${subnet}: here it reaches containers on every node${size}.`;
}

function gwbridgeSentence(face: Interface, { address }: InterfaceAddress): string {
  return `${face.name} (${address}) is on docker_gwbridge, a bridge of this node alone: the way out to the node and the Internet, not to containers on other nodes.`;
}

function otherSentence(face: Interface): string {
  if (face.vni !== undefined) return `${face.name} is a VXLAN tunnel end (VTEP) of network ${face.vni}.`;
  const [first] = face.addresses;
  if (first === undefined) return `${face.name} has no address, so nothing reaches the container by it.`;
  return `${face.name} (${first.address}) is neither on the overlay nor on docker_gwbridge.`;
}

function addressIn(face: Interface, subnet: string | null): InterfaceAddress | undefined {
  return subnet === null ? undefined : face.addresses.find(({ address }) => inSubnet(address, subnet));
}

function inSubnet(address: string, subnet: string): boolean {
  const [network = '', length = '', ...more] = subnet.split('/');
  const version = isIP(network);
  const longest = version === 4 ? 32 : 128;
  if (version === 0 || isIP(address) !== version || more.length > 0) return false;
  if (!/^\d{1,3}$/.test(length) || Number(length) > longest) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(length), family);
  return list.check(address, family);
}
