import { findNetworks, ignoreGone } from './engine-objects.ts';
import { nothing, operation } from './operation.ts';
import type { Node } from './port.ts';

const name = 'docker_gwbridge';

/** A link's own address, where it has one. */
export const linkAddress = operation<{ link: string }, { address: string; length: string } | undefined>({
  name: 'link.address',
  program: ({ link }) => ({ script: 'ip -o -4 addr show dev "$1" 2>/dev/null; :', words: [link] }),
  read({ stdout }) {
    const [, address, length] = /inet ([\d.]+)\/(\d+)/.exec(stdout) ?? [];
    return address && length ? { address, length } : undefined;
  },
});

export const linkRemove = operation<{ link: string }>({
  name: 'link.remove',
  program: ({ link }) => ({ argv: ['ip', 'link', 'delete', link] }),
  read: nothing,
});

/**
 * The link and the firewall's rules of a docker_gwbridge that the engine itself knows no more, because it was killed while
 * it made it. The engine takes away what it finds as it would have made it: so it makes it once more, and removes it.
 */
export async function removeOrphanGwbridge(node: Node): Promise<void> {
  const gateway = await node.run(linkAddress, { link: name });
  if (!gateway || (await findNetworks(node, name)).length > 0) return;
  // A bridge that is there already would count as somebody else's, and stay.
  await node.run(linkRemove, { link: name });
  const network = await node.docker.createNetwork({
    Name: name,
    Driver: 'bridge',
    IPAM: { Driver: 'default', Config: [{ Subnet: `${gateway.address}/${gateway.length}`, Gateway: gateway.address }] },
    Options: {
      'com.docker.network.bridge.name': name,
      'com.docker.network.bridge.enable_icc': 'false',
      'com.docker.network.bridge.enable_ip_masquerade': 'true',
    },
  });
  await ignoreGone(network.remove());
}
