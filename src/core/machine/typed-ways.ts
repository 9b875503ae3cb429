import { askingSwitch, insidePort, labSwitch, outsideSwitch } from './open-switch.ts';
import { nothing, operation } from './operation.ts';
import { endingScript, refusedOrNot, refusing, unitRemovingScript } from './typed-hands.ts';

/** A switch that somebody typed; `ports`: all that may go with it. */
interface TypedSwitch {
  name: string;
  ports: readonly string[];
}

/** Removes a switch that has no lab's mark and no other port than these; throws `refused` where it has become somebody's. */
export const switchRemove = operation<TypedSwitch>({
  name: 'typed.remove-switch',
  program: ({ name, ports }) =>
    refusing(
      `${askingSwitch}
name=$1; shift
vs br-exists "$name"; case $? in 2) exit 0 ;; 0) ;; *) exit 1 ;; esac
[ -z "$(vs --if-exists get bridge "$name" external_ids:overlay-lab)" ] || { echo "a lab made it"; exit 45; }
for port in $(vs list-ports "$name"); do
  case " $* " in *" $port "*) ;; *) echo "it has the port $port"; exit 45 ;; esac
done
vs --if-exists del-br "$name"`,
      [name, ...ports],
    ),
  read: refusedOrNot,
});

/** Removes the way that Open vSwitch was told to a machine, and then the lab switch's port that leads there, where it has no mark. */
export const tunnelRemove = operation<{ port?: string | undefined; remote: string }>({
  name: 'typed.remove-tunnel',
  program: ({ port = '', remote }) => ({
    script: `${askingSwitch}
vs show >/dev/null 2>&1 || exit 1
if app ovs/route/show 2>/dev/null | grep -qF "User: $2/32 dev ${outsideSwitch} "; then app ovs/route/del "$2/32" >/dev/null || exit 1; fi
[ -n "$1" ] && [ "$(vs port-to-br "$1" 2>/dev/null)" = ${labSwitch} ] || exit 0
told() { vs --if-exists get "$1" "$2" "$3" | tr -d '"'; }
[ "$(told interface "$1" options:remote_ip)" = "$2" ] && [ -z "$(told port "$1" external_ids:overlay-lab)" ] || exit 0
vs --if-exists del-port "$1"`,
    words: [port, remote],
    timeout: 60_000,
  }),
  read: nothing,
});

/** What goes with a lesson's switch, beside its tunnels. */
export const ownPortOf = (name: string, underlay: string): string => (name === labSwitch ? insidePort : underlay);

/** A BIRD that somebody started: by hand, or by a unit of their own. */
interface TypedBird {
  pid: number;
  started: string;
  socket?: string | undefined;
  pidFile?: string | undefined;
  unit?: string | undefined;
  path?: string | undefined;
}

/** How long it may take to take its routes away and say goodbye. */
const byeSeconds = 10;

/** Ends it, with its unit; what a killed one leaves goes too: its routes where no other BIRD runs, its socket, its number. */
export const birdEnd = operation<TypedBird & { metric: number }>({
  name: 'typed.end-bird',
  program: ({ pid, started, socket = '', pidFile = '', unit = '', path = '', metric }) => ({
    script: `${endingScript}${unitRemovingScript}
[ -z "$4" ] || remove_unit "$4" "$5"
end_process "$1" "$2" "$3"
# One that somebody still listens on is not the dead one's, whatever its arguments said.
[ -z "$6" ] || [ ! -S "$6" ] || grep -qF -- " $6" /proc/net/unix || rm -f -- "$6"
[ -z "$7" ] || [ "$(cat -- "$7" 2>/dev/null)" != "$1" ] || rm -f -- "$7"
here=$(readlink /proc/self/ns/pid)
for process in /proc/[0-9]*; do
  { read -r comm <"$process/comm"; } 2>/dev/null && [ "$comm" = bird ] && [ "$(readlink "$process/ns/pid")" = "$here" ] && exit 0
done
ip -4 route show proto bird | grep -w "metric $8" | while read -r route; do ip route delete $route; done
:`,
    words: [String(pid), started, String(byeSeconds), unit, path, socket, pidFile, String(metric)],
    timeout: 60_000,
  }),
  read: nothing,
});

/** Removes a file while it is as it was seen. */
export const seenRemove = operation<{ path: string; seen: string }>({
  name: 'typed.remove-seen',
  program: ({ path, seen }) => ({
    script: `[ -f "$1" ] && [ ! -L "$1" ] && [ "$(sha256sum -- "$1" | cut -d' ' -f1)" = "$2" ] && rm -f -- "$1"; :`,
    words: [path, seen],
  }),
  read: nothing,
});
