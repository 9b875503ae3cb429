import { tryInNode } from './practice.ts';

/**
 * Programs that the app started on a node and that still run: by the mark in their environment, whatever their name,
 * and by name inside of containers, where `docker exec` carries no mark. Its unit of etcd is meant to run.
 */
const script = `
for process in /proc/[0-9]*; do
  pid=\${process#/proc/}
  [ "$pid" != $$ ] || continue
  name=$(cat "$process/comm" 2>/dev/null) || continue
  if grep -qs OVERLAY_LAB_RUN= "$process/environ" || case $name in iperf|iperf3|ping|docker|etcdctl|timeout|overlay-lab-scr*) true;; *) false;; esac
  then grep -qs State:.Z "$process/status" || printf '%s %s\\n' "$name" "$(tr '\\0' ' ' <"$process/cmdline" 2>/dev/null | cut -c1-160)"
  fi
done`;

async function appProcesses(lab: string, node: string): Promise<string[]> {
  const { stdout } = await tryInNode(lab, node, script);
  return stdout.split('\n').filter(Boolean);
}

/**
 * What of the app is left on a node. The last programs of a connection end with it, a moment later; two seconds are less
 * than any of those that are looked for would live by itself.
 */
export async function leftRunning(lab: string, node: string): Promise<string[]> {
  const end = Date.now() + 2_000;
  for (;;) {
    const found = await appProcesses(lab, node);
    if (found.length === 0 || Date.now() > end) return found;
  }
}
