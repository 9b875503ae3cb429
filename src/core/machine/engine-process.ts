import { acceptsScript } from './engine-accepts.ts';
import { operation } from './operation.ts';

/**
 * `starting`: it takes no questions yet, and may still fail. `stopping`: systemd is ending it, or it has ended and nobody has
 * said so yet.
 */
export type EngineProcess = 'running' | 'starting' | 'stopping' | 'gone';

/** Whether a dockerd runs and is to stay, without asking it: its socket would start one that was stopped. */
export const engineProcess = operation<Record<never, never>, EngineProcess>({
  name: 'engine.process',
  program: () => ({
    script: `${acceptsScript}
unit=$(systemctl is-active docker.service) engine=
for comm in /proc/[0-9]*/comm; do
  IFS= read -r name 2>/dev/null <"$comm" && [ "$name" = dockerd ] || continue
  pid=\${comm%/comm} engine="$engine \${pid#/proc/}"
done
if [ "$unit" = deactivating ]; then echo stopping
elif [ -n "$engine" ]; then accepts $engine && echo running || echo starting
# By another name.
elif [ "$unit" = active ]; then echo running
else echo gone
fi`,
    timeout: 10_000,
  }),
  read: ({ stdout }) => {
    const said = stdout.trim();
    return said === 'running' || said === 'gone' || said === 'starting' ? said : 'stopping';
  },
});
