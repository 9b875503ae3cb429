import { operation } from './operation.ts';

/** `stopping`: systemd is ending it, or it has ended and nobody has said so yet. */
export type EngineProcess = 'running' | 'stopping' | 'gone';

/** Whether a dockerd runs and is to stay, without asking it: its socket would start one that was stopped. */
export const engineProcess = operation<Record<never, never>, EngineProcess>({
  name: 'engine.process',
  program: () => ({
    script: `
unit=$(systemctl is-active docker.service)
for comm in /proc/[0-9]*/comm; do
  IFS= read -r name 2>/dev/null <"$comm" && [ "$name" = dockerd ] && break
  name=
done
[ -n "$name" ] || [ "$unit" = active ] || { echo gone; exit 0; }
[ "$unit" = deactivating ] && echo stopping || echo running`,
    timeout: 10_000,
  }),
  read: ({ stdout }) => {
    const said = stdout.trim();
    return said === 'running' || said === 'gone' ? said : 'stopping';
  },
});
