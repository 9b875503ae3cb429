import { readFile } from 'node:fs/promises';

/**
 * The user whose program is at the other end of a connection over 127.0.0.1; undefined where the system does not tell.
 * A browser sends the cookie of a port to every port of this address, and other users of this machine may listen
 * there, or read a token from its arguments: so neither is good for anyone but the person whose app this is.
 */
export async function peerOwner(peerPort: number, ownPort: number): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const text = await readFile(table, 'latin1').catch(() => '');
    const owner = ownerIn(text, peerPort, ownPort);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** Columns: number, local address, remote address, state, queues, timer, retransmits, uid. */
export function ownerIn(table: string, localPort: number, remotePort: number): number | undefined {
  const [local, remote] = [localPort, remotePort].map((port) => port.toString(16).toUpperCase().padStart(4, '0'));
  for (const line of table.split('\n')) {
    const fields = line.trim().split(/\s+/);
    if (!fields[1]?.endsWith(`:${local}`) || !fields[2]?.endsWith(`:${remote}`)) continue;
    const uid = Number(fields[7]);
    if (isLoopback(fields[1]) && Number.isInteger(uid)) return uid;
  }
  return undefined;
}

/** As the kernel writes it: 127.0.0.1, alone or mapped into IPv6. */
const isLoopback = (address: string) => /^(0{16}FFFF0000|)0100007F:/.test(address);

/** Root may do everything anyway; under sudo the browser belongs to the person who called it. */
export function mayTalk(owner: number | undefined, env: NodeJS.ProcessEnv = process.env): boolean {
  if (owner === undefined || owner === 0 || owner === process.getuid?.()) return true;
  return process.getuid?.() === 0 && env.SUDO_UID === String(owner);
}
