import { isIP } from 'node:net';

/** What a tool told of one network interface. Null is 'it did not say', e.g. `ip -o addr` shows no MTU. */
export interface Interface {
  name: string;
  mac: string | null;
  mtu: number | null;
  /** Switched on; says nothing of a carrier. */
  up: boolean | null;
  addresses: InterfaceAddress[];
  /** Of what kind the link is: veth, bridge, vxlan, … */
  kind?: string;
  /** VXLAN network identifier. */
  vni?: number;
}

export interface InterfaceAddress {
  address: string;
  prefixLength: number;
  family: 'ipv4' | 'ipv6';
}

export function emptyInterface(name: string): Interface {
  return { name, mac: null, mtu: null, up: null, addresses: [] };
}

export function readAddress(address: string | undefined, prefixLength: number): InterfaceAddress | null {
  const version = isIP(address ?? '');
  const longest = version === 4 ? 32 : 128;
  if (version === 0 || !Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > longest) return null;
  return { address: address ?? '', prefixLength, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** In lower case, as ip prints it and busybox ifconfig does not. */
export function readMac(text: string | undefined): string | null {
  return text !== undefined && /^[\da-f]{2}(?::[\da-f]{2}){5}$/i.test(text) ? text.toLowerCase() : null;
}

/** 68 is the least that IPv4 allows; less is a number cut off. */
export function readMtu(value: string | number | undefined): number | null {
  const mtu = Number(value);
  return Number.isInteger(mtu) && mtu >= 68 && mtu <= 0x7fffffff ? mtu : null;
}

export function readVni(value: string | number | undefined): number | null {
  const vni = Number(value);
  return value !== undefined && Number.isInteger(vni) && vni >= 0 && vni < 2 ** 24 ? vni : null;
}
