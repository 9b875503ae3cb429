import { findNetworks, ignoreGone } from './engine-objects.ts';
import type { Node } from './port.ts';

const name = 'docker_gwbridge';

/**
 * The link and the firewall's rules of a docker_gwbridge that the engine itself knows no more, because it was killed while
 * it made it. The engine takes away what it finds as it would have made it: so it makes it once more, and removes it.
 */
export async function removeOrphanGwbridge(node: Node): Promise<void> {
  const { stdout } = await node.script(`ip -o -4 addr show dev ${name} 2>/dev/null; :`, []);
  const [, gateway, length] = /inet ([\d.]+)\/(\d+)/.exec(stdout) ?? [];
  if (!gateway || !length || (await findNetworks(node, name)).length > 0) return;
  // A bridge that is there already would count as somebody else's, and stay.
  await node.exec(['ip', 'link', 'delete', name]);
  const network = await node.docker.createNetwork({
    Name: name,
    Driver: 'bridge',
    IPAM: { Driver: 'default', Config: [{ Subnet: `${gateway}/${length}`, Gateway: gateway }] },
    Options: {
      'com.docker.network.bridge.name': name,
      'com.docker.network.bridge.enable_icc': 'false',
      'com.docker.network.bridge.enable_ip_masquerade': 'true',
    },
  });
  await ignoreGone(network.remove());
}
