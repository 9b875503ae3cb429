import { BlockList, isIP } from 'node:net';
import { texts, type Words } from '../../shared/texts/text.ts';
import type { Interface, InterfaceAddress } from './interface.ts';

export interface LabSubnets {
  /** Such as '10.0.0.0/24'; null when it is not known. */
  overlay: string | null;
  gwbridge: string | null;
  /** What a packet grows by on its way between the nodes, in bytes; nothing where it is not wrapped. */
  headers: number;
}

export interface InterfaceRole {
  role: 'overlay' | 'gwbridge' | 'loopback' | 'other';
  /** One sentence for a student. */
  sentence: Words;
}

/** What an interface of a worker is for. */
export function explainInterface(face: Interface, subnets: LabSubnets): InterfaceRole {
  if (face.name === 'lo' || face.addresses.some(({ address }) => inSubnet(address, '127.0.0.0/8'))) {
    return {
      role: 'loopback',
      sentence: texts.observe.loopback({ name: face.name }),
    };
  }
  const overlay = addressIn(face, subnets.overlay);
  if (overlay !== undefined) return { role: 'overlay', sentence: overlaySentence(face, overlay, subnets) };
  const gwbridge = addressIn(face, subnets.gwbridge);
  if (gwbridge !== undefined) return { role: 'gwbridge', sentence: gwbridgeSentence(face, gwbridge) };
  return { role: 'other', sentence: otherSentence(face) };
}

function overlaySentence(
  { name, mtu }: Interface,
  { address }: InterfaceAddress,
  { overlay, headers }: LabSubnets,
): Words {
  const where = { name, address, subnet: overlay ?? '' };
  if (headers === 0) return texts.observe.onOwnBridge({ ...where, mtu: mtu ?? 0 });
  if (mtu === null) return texts.observe.overlay(where);
  return texts.observe.overlayMtu({ ...where, mtu, onWire: mtu + headers });
}

const gwbridgeSentence = ({ name }: Interface, { address }: InterfaceAddress): Words =>
  texts.observe.gwbridge({ name, address });

function otherSentence({ name, vni, addresses }: Interface): Words {
  if (vni !== undefined) return texts.observe.tunnelEnd({ name, vni });
  const [first] = addresses;
  if (first === undefined) return texts.observe.noAddress({ name });
  return texts.observe.onNeither({ name, address: first.address });
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
