import { imageLabel } from '../../../machine/engine.ts';

interface Wanted {
  /** Words of a shell, quoted where they need it. */
  reference: string;
  lab: string;
}

/**
 * Lines of a shell that make the worker image in an empty directory, of the node's own programs: an ordinary userland by
 * busybox where it is a static one, a name for each of its programs; ping, ip, iperf, iperf3 and tcpdump with the libraries
 * that they name. What is shown in the lesson and what the app runs are these same lines, under `set -e`.
 */
export const imageRecipe = ({ reference, lab }: Wanted): string[] => [
  'mkdir -p bin etc tmp root proc sys dev var/run',
  'echo root:x:0:0:root:/root:/bin/sh >etc/passwd; echo root:x:0: >etc/group',
  'box=$(command -v busybox || :); ! ldd $box >/dev/null 2>&1 || box=',
  "[ $box ] && more= || more='sh ls cat sleep hostname ps kill grep timeout true'",
  // What the shell has built in has no path: kill, for one, is there anyway.
  'tools=$(for tool in ping ip iperf iperf3 tcpdump $more; do command -v $tool || :; done | grep ^/ || :)',
  // Few programs for many files: ten nodes on one machine feel each of them.
  'echo $tools | xargs -r cp -L -t bin',
  "ldd $tools 2>/dev/null | sed -n 's|.*\\s\\(/\\S*\\) (.*|\\1|p' | sort -u | xargs -r cp -L --parents -t .",
  // The links that it makes lead to where it lies itself. What the node has of its own is there already, and stays.
  '[ -z $box ] || { mkdir -p .${box%/*}; cp -L $box .$box; $box --install -s bin 2>/dev/null || :; }',
  `tar -c . | docker import -c 'ENV PATH=/bin' -c 'CMD ["sh"]' -c "LABEL ${imageLabel}=${lab}" - ${reference}`,
];
