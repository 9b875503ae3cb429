import { nothing, operation } from './operation.ts';
import type { Node } from './port.ts';

/** A namespace of an overlay: a number, a dash, the first ten digits of the network's id. What is kept is either's. */
export const namespaceSweep = operation<{ kept: readonly string[] }>({
  name: 'namespace.sweep',
  program: ({ kept }) => ({
    script: `
cd /var/run/docker/netns 2>/dev/null || exit 0
kept=" $* "
for one in *-*; do
  id=\${one#*-}
  case $one in [0-9]*-??????????) ;; *) continue ;; esac
  case $kept in *" $one "* | *" $id "*) continue ;; esac
  umount "$one" 2>/dev/null; rm -f -- "$one"
done
:`,
    words: kept,
  }),
  read: nothing,
});

/** Removes namespaces of overlays that their engine knows no more, with their vxlan links; `kept` by name. */
export async function removeOverlayNamespaces(node: Node, kept: readonly string[]): Promise<void> {
  const networks = await node.docker.listNetworks();
  await node.run(namespaceSweep, { kept: [...kept, ...networks.map(({ Id }) => Id.slice(0, 10))] });
}
