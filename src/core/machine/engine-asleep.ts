import { operation } from './operation.ts';

/** Whether an engine that is stopped would be started by whoever asks it: systemd listens in its place (docker.socket). */
export const engineAsleep = operation<Record<never, never>, boolean>({
  name: 'engine.asleep',
  program: () => ({
    script: `
case $(systemctl is-active docker.service) in active|activating|reloading) exit 0 ;; esac
[ "$(systemctl is-active docker.socket)" = active ] || exit 0
for comm in /proc/[0-9]*/comm; do
  IFS= read -r name 2>/dev/null <"$comm" && [ "$name" = dockerd ] && exit 0
done
echo asleep`,
    timeout: 10_000,
  }),
  read: ({ stdout }) => stdout.trim() === 'asleep',
});
