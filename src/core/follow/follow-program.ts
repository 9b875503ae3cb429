import type { PacketKind } from '../../shared/follow/report.ts';
import type { Conversation } from '../machine/port.ts';
import { perlAnswer, perlCapture, perlSend } from './perl-programs.ts';

/** Where packets are caught on a node. */
export interface Catch {
  /** Without spaces, and no other's on this node. */
  name: string;
  /** A path: of the namespace. */
  namespace: string;
  device: string;
  /** In tcpdump's words. */
  filter: string;
  /** Where there is no tcpdump: packets that have none of these addresses in them are left out. */
  addresses: readonly string[];
}

/** What a node does beside catching. */
export interface Part {
  /** `none`: it only looks. */
  role: 'send' | 'answer' | 'none';
  kind: PacketKind;
  /** The worker's process. */
  pid: number;
  own: string;
  other: string;
  port: number;
  size: number;
  df: boolean;
  count: number;
  rate: number;
}

export interface Asked {
  /** All of it ends after so many, whatever becomes of the app. */
  seconds: number;
  /** Bytes kept of a packet, and of all at a point. */
  snap: number;
  most: number;
  part: Part;
  catches: readonly Catch[];
}

/**
 * Catches packets at several points at the same time. A line a thing: `S NAME WORDS` as who catches says it; `P NAME BASE64`,
 * joined a compressed capture; `E NAME` its end; `T BASE64` what the sender said; `end`. A line `go` sends, `stop`
 * ends with what was caught; where stdin ends all ends at once. Nothing is written to the node's disk. The programs that catch share a
 * group with this one alone, which takes no notice of SIGINT.
 *
 * $1 seconds, $2 bytes kept of a packet, $3 of a point; then 10 words of the part; then 5 words a point.
 */
export const followScript = `
trap '' INT
exec 2>/dev/null 4>&1
capture=$1 answer=$2 send=$3; shift 3
seconds=$1 snap=$2 most=$3; shift 3
role=$1 kind=$2 pid=$3 own=$4 other=$5 port=$6 size=$7 df=$8 count=$9; shift 9; rate=$1; shift
has() { command -v "$1" >/dev/null; }
tell() { while IFS= read -r l; do printf 'S %s %.300s\\n' "$1" "$l"; done; }
within() { space=$1; shift; exec nsenter --net="$space" timeout --foreground -k 2 "$seconds" "$@"; }
caught() {
  if has tcpdump; then within "$2" tcpdump -i "$3" -n -U -s "$snap" -B 16384 -w - "$4"
  elif has perl; then within "$2" perl -e "$capture" "$3" "$snap" $5
  else echo 'neither tcpdump nor perl' >&2; fi
}
point() {
  { { caught "$@" 2>&1 >&3 3>&- 4>&- | tell "$1" >&4; } 3>&1 4>&4 | head -c "$most" | gzip -1 -c | base64 -w 3000 | sed -u "s/^/P $1 /"; } 4>&4
  echo "E $1"
}
while [ $# -ge 5 ]; do point "$1" "$2" "$3" "$4" "$5" & shift 5; done
if [ "$role" = answer ] && [ "$kind" != ping ]; then
  if has perl; then ( within "/proc/$pid/ns/net" perl -e "$answer" "$kind" "$own" "$port" 2>&1 ) | tell answer & else echo 'S answer no perl'; fi
fi
traffic() {
  if [ "$kind" = ping ]; then
    quiet=; [ "$count" -gt 20 ] && quiet=-q
    wait=$(awk -v r="$rate" 'BEGIN {printf "%.3f", 1 / r}')
    [ "$df" = 1 ] && may=do || may=dont
    ( within "/proc/$pid/ns/net" ping -n $quiet -c "$count" -i "$wait" -W 1 -s "$size" -M $may "$other" )
  elif has perl; then ( within "/proc/$pid/ns/net" perl -e "$send" "$kind" "$own" "$other" "$port" "$size" "$df" "$count" "$rate" )
  else echo 'no perl'; fi
}
word=
while IFS= read -r word; do
  case $word in
    go) printf 'T %s\\n' "$(traffic 2>&1 </dev/null | head -c 8000 | base64 -w0)" ;;
    # tcpdump gets what it caught in blocks, the last one within a second; without this it is lost.
    stop) sleep 1.3; break ;;
  esac
done
[ "$word" = stop ] || { kill -TERM 0; exit; }
kill -INT 0
wait
echo end
`;

export const followTalk: Conversation<Asked> = {
  name: 'follow.catch',
  argv: ({ seconds, snap, most, part, catches }) => [
    ...['timeout', '-k', '2', String(seconds + 5), 'sh', '-c', followScript, 'overlay-lab-follow'],
    ...[perlCapture, perlAnswer, perlSend, String(seconds), String(snap), String(most)],
    ...[part.role, part.kind, String(part.pid), part.own, part.other, String(part.port)],
    ...[String(part.size), part.df ? '1' : '0', String(part.count), String(part.rate)],
    ...catches.flatMap(({ name, namespace, device, filter, addresses }) => [
      ...[name, namespace, device, filter, addresses.join(' ')],
    ]),
  ],
};
