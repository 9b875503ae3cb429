import { toLabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { within } from '../gates/wait.ts';
import { operation } from '../machine/operation.ts';
import type { Node } from '../machine/port.ts';
import { deadlines } from './deadlines.ts';

/** Why an engine does not answer, as far as the node can tell. */
export interface SilenceCause {
  why: Words;
  remedy: Words;
  /** It will not answer, however long one waits. */
  isCertain: boolean;
}

/**
 * Prints `state X`, the state of the engine's process as ps shows it, and `store URL` where it was given a cluster store
 * that takes no connection. The engine is the one whose number stands in its own file, else the first of that name.
 */
const silenceScript = `
p=$(cat /var/run/docker.pid 2>/dev/null) && [ -r "/proc/$p/stat" ] || p=$(pidof dockerd | cut -d" " -f1)
[ -n "$p" ] || { echo "state none"; exit 0; }
echo "state $(sed "s/.*) //" "/proc/$p/stat" | cut -c1)"
store=$(tr "\\0" "\\n" <"/proc/$p/cmdline" | sed -n "s/^--cluster-store=//p; /^--cluster-store$/{n;p;}" | head -n 1)
[ -n "$store" ] || store=$(sed -n 's/.*"cluster-store": *"\\([^"]*\\)".*/\\1/p' /etc/docker/daemon.json 2>/dev/null | head -n 1)
ends=\${store#*://}
for end in $(echo "\${ends%%/*}" | tr , " "); do
  timeout 2 bash -c ': <"/dev/tcp/$1/$2"' bash "\${end%:*}" "\${end##*:}" 2>/dev/null && exit 0
done
[ -z "$store" ] || echo "store $store"
`;

/** Asks the node itself, for a moment: undefined where it does not know either, `mute` where it says nothing itself. */
export async function silenceOf(node: Pick<Node, 'run'>): Promise<SilenceCause | 'mute' | undefined> {
  try {
    return await within({ what: '', ms: deadlines.cause }, (signal) => node.run(silenceCause, {}, { signal }));
  } catch (error) {
    // This was only to explain another failure.
    return toLabError(error).code === 'time-out' ? 'mute' : undefined;
  }
}

export const silenceCause = operation<Record<never, never>, SilenceCause | undefined>({
  name: 'engine.silence',
  program: () => ({ script: silenceScript, maxOutput: 4096, timeout: deadlines.cause }),
  read: ({ stdout }, { node }) => causeIn(stdout, node),
});

export function causeIn(text: string, node: string): SilenceCause | undefined {
  const state = /^state (\w+)$/m.exec(text)?.[1];
  if (state === 'T' || state === 't')
    return {
      why: texts.bounds.dockerdStopped,
      remedy: texts.bounds.dockerdStoppedRemedy({ node }),
      isCertain: true,
    };
  if (state === 'D')
    return {
      why: texts.bounds.dockerdWaits,
      remedy: texts.bounds.dockerdWaitsRemedy({ node }),
      isCertain: false,
    };
  const store = /^store ([\w.:/,[\]-]{1,200})$/m.exec(text)?.[1];
  if (store === undefined) return undefined;
  return {
    why: texts.bounds.dockerdWaitsForStore({ store }),
    remedy: texts.bounds.dockerdWaitsForStoreRemedy({ node }),
    isCertain: false,
  };
}
