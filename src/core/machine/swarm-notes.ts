import type { Inventory } from '../../shared/inventory/inventory.ts';
import { engineInfo } from './engine.ts';
import { nothing, operation } from './operation.ts';
import type { Node } from './port.ts';

const usualRoot = '/var/lib/docker';

/** What the engine wrote for the sandboxes of ingress and of load balancers. `kept` was there before. */
export const swarmNotesSweep = operation<{ kept: readonly string[] }>({
  name: 'swarm.sweep-notes',
  program: ({ kept }) => ({
    script: `
cd "$1" 2>/dev/null || exit 0
folder=$1 kept=" $* "
for one in lb_* .; do
  [ "$one" = . ] || [ -d "$one" ] && [ ! -L "$one" ] || continue
  case $kept in *" $folder/$one "*) continue ;; esac
  for name in hosts resolv.conf resolv.conf.hash; do
    case $kept in *" $folder/$name "*) [ "$one" != . ] || continue ;; esac
    rm -f -- "$one/$name"
  done
  [ "$one" = . ] || rmdir -- "$one" 2>/dev/null
done
:`,
    words: [`${usualRoot}/network/files`, ...kept],
  }),
  read: nothing,
});

/** Of a swarm that the node has left. A baseline knows what was in there at the usual place only. */
export async function sweepSwarmNotes(node: Node, before: Inventory | undefined, signal: AbortSignal): Promise<void> {
  if ((await engineInfo(node)).DockerRootDir !== usualRoot) return;
  await node.run(swarmNotesSweep, { kept: before?.data.map(({ path }) => path) ?? [] }, { signal });
}
