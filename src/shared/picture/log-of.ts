import type { Picture, Thing } from './picture.ts';
import { isPlain } from './plain-word.ts';

const journal = (unit: string) => `journalctl -u ${unit} -n 50 --no-pager`;

/** What was logged about a thing, and by which command on which machine one reads that. */
export function logOf({ track, ties }: Picture, { id, kind, node, name }: Thing): Thing['command'] {
  if (kind === 'store') {
    const member = ties.find((tie) => tie.kind === 'member' && tie.to === id)?.from.replace(/^machine /, '');
    return member === undefined ? undefined : at(member, journal(track === 'etcd' ? 'overlay-lab-etcd' : 'docker'));
  }
  if (node === undefined) return undefined;
  if (kind === 'container') return isPlain(name) ? at(node, `docker logs --tail 50 ${name}`) : undefined;
  if (kind === 'switch' || kind === 'port') return at(node, journal('"ovs-*" -u "openvswitch*"'));
  // The kernel tells of cards and routes; what Docker makes, Docker tells of.
  if (kind === 'nic' || kind === 'link' || kind === 'route') return at(node, 'journalctl -k -n 50 --no-pager');
  return kind === 'folded' ? undefined : at(node, journal('docker'));
}

const at = (node: string, command: string) => ({ node, command });
