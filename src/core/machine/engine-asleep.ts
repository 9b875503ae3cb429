import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { acceptsScript } from './engine-accepts.ts';
import { startIt } from './engine-trouble.ts';
import { operation } from './operation.ts';
import type { Node } from './port.ts';

/**
 * Whether an engine that is stopped, or is being stopped, would be started by whoever asks it: systemd listens in its place
 * (docker.socket). One that is starting may still fail, which is waited for, for some seconds.
 */
export const engineAsleep = operation<Record<never, never>, boolean>({
  name: 'engine.asleep',
  program: () => ({
    script: `${acceptsScript}
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  unit=$(systemctl is-active docker.service)
  case $unit in active|reloading) exit 0 ;; esac
  [ "$(systemctl is-active docker.socket)" = active ] || exit 0
  [ "$unit" != deactivating ] || { echo asleep; exit 0; }
  engine=
  for comm in /proc/[0-9]*/comm; do
    IFS= read -r name 2>/dev/null <"$comm" && [ "$name" = dockerd ] || continue
    pid=\${comm%/comm} engine="$engine \${pid#/proc/}"
  done
  [ -n "$engine" ] || [ "$unit" = activating ] || { echo asleep; exit 0; }
  accepts $engine && exit 0
  sleep 0.3
done`,
    timeout: 15_000,
  }),
  read: ({ stdout }) => stdout.trim() === 'asleep',
});

/** Throws where it is, with what starts it; one look does for all that come meanwhile. */
export function unlessAsleep(node: Pick<Node, 'name' | 'run'>): () => Promise<void> {
  let looking: Promise<boolean> | undefined;
  return async () => {
    looking ??= node.run(engineAsleep, {}).finally(() => {
      looking = undefined;
    });
    if (!(await looking)) return;
    throw new LabError('docker-failed', texts.machine.stopped, { node: node.name, remedy: startIt });
  };
}
