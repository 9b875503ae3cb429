import { operation } from '../../machine/operation.ts';

/** What came of trying to reach another worker. */
export interface Reach {
  to: string;
  /** Whether any small packet was answered, and any of full size. */
  small: boolean;
  large: boolean;
  /** The small ones failed with a word, not in silence. */
  unreachable: boolean;
  said: string;
}

/** One to try: the node's name, and the address of its worker. */
export interface Target {
  name: string;
  address: string;
}

/**
 * From within a worker's network, with the node's own ping, so that it takes neither the engine nor the worker's programs.
 * $1 the worker's process, $2 bytes of a large packet's data, then of each target its name and address. A line each:
 * `NAME SMALL LARGE BASE64`. Where the node has no ping nothing is said.
 */
export const workerReach = operation<{ pid: number; size: number; targets: readonly Target[] }, Reach[]>({
  name: 'diagnose.reach',
  program: ({ pid, size, targets }) => ({
    script: `
pid=$1 size=$2; shift 2
[ -e "/proc/$pid/ns/net" ] && command -v ping >/dev/null || exit 0
try() { nsenter --net="/proc/$pid/ns/net" ping -n -i 0.25 -W 1 "$@" 2>&1; }
while [ $# -gt 0 ]; do
  { said=$(try -c 3 -w 4 "$2"); small=$?
    [ "$small" -ne 0 ] || try -c 2 -w 2 -s "$size" "$2" >/dev/null; large=$?
    printf '%s %s %s %s\\n' "$1" "$small" "$large" "$(printf %s "$said" | head -c 2000 | base64 -w0)"; } &
  shift 2
done
wait
`,
    words: [String(pid), String(size), ...targets.flatMap(({ name, address }) => [name, address])],
    timeout: 15_000,
    expect: 'any',
  }),
  read: ({ stdout }) =>
    stdout.split('\n').flatMap((line): Reach[] => {
      const [to, small, large, base64 = ''] = line.split(' ');
      if (!to || small === undefined || large === undefined) return [];
      const said = Buffer.from(base64, 'base64').toString('utf8');
      return [
        {
          to,
          small: small === '0',
          large: small === '0' && large === '0',
          unreachable: /unreachable/i.test(said),
          said,
        },
      ];
    }),
});

/** VXLAN packets that a node's own links saw in some seconds; undefined where it has no tcpdump. */
export interface Counted {
  sent: number;
  came: number;
}

/** To and from that machine. $1 the other machine, $2 seconds, $3 what to count, in tcpdump's words. Ends by itself, and leaves nothing. */
export const tunnelCount = operation<{ machine: string; what: string; seconds: number }, Counted | undefined>({
  name: 'diagnose.count',
  program: ({ machine, what, seconds }) => ({
    script: `
command -v tcpdump >/dev/null || exit 0
timeout "$2" tcpdump -l -n -i any $3 and host "$1" 2>/dev/null | head -c 200000 |
  awk -v m="$1." '{split($0, way, " > "); if (index(way[1], m)) came++; else sent++} END {print sent + 0, came + 0}'`,
    words: [machine, String(seconds), what],
    timeout: 15_000,
    expect: 'any',
  }),
  read({ stdout }) {
    const [, sent, came] = /^(\d+) (\d+)$/m.exec(stdout) ?? [];
    return sent === undefined || came === undefined ? undefined : { sent: Number(sent), came: Number(came) };
  },
});
