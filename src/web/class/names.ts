import os from 'node:os';

/** How the server may be called: what it listens on, or all addresses of this machine where it listens on all. */
export function namesOf(
  address: string,
  interfaces: NodeJS.Dict<os.NetworkInterfaceInfo[]> = os.networkInterfaces(),
  hostName: string = os.hostname(),
): string[] {
  if (isLoopback(address)) return [address, 'localhost'];
  if (address !== '0.0.0.0' && address !== '::') return [address];
  const wanted = address === '::' ? ['IPv4', 'IPv6'] : ['IPv4'];
  // Link-local addresses need a zone, which no address in a browser has.
  const own = Object.values(interfaces)
    .flatMap((all = []) => all)
    .filter(({ family, address: one }) => wanted.includes(family) && !/^fe80:/i.test(one));
  const outside = own.filter(({ internal }) => !internal).map((one) => one.address);
  const inside = own.filter(({ internal }) => internal).map((one) => one.address);
  const plainName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(hostName) ? [hostName.toLowerCase()] : [];
  return [...new Set([...outside, ...plainName, ...inside, 'localhost'])];
}

export const isLoopback = (address: string): boolean => address === '::1' || /^127\./.test(address);
