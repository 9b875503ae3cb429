import { isIPv4 } from 'node:net';
import { behindIntent } from './behind-intent.ts';
import { operation } from './operation.ts';
import { type Along, readTakenAway, type TakenAway } from './taken-away.ts';
import { labBridge, vxlanVni } from './vxlan-link.ts';

/** The lab's switch of Open vSwitch, and its port that is plugged into the engine's bridge. */
export const labSwitch = 'ovs-lab';
export const insidePort = 'lab-in';
/** Where Open vSwitch has no help from the kernel: the switch through which it reaches the machine's own network. */
export const outsideSwitch = 'ovs-phy';

/** `netdev`: packets go through a program, in userspace. */
export type Datapath = 'system' | 'netdev';

/** A tunnel to another machine is a port of the switch. */
export interface TunnelPort {
  name: string;
  remote: string;
}

/** A port as the database of Open vSwitch has it; `mark`: the lab whose it is, where it is a lab's. */
export interface ShownPort extends TunnelPort {
  type: string;
  key: string;
  isProtected: boolean;
  mark: string;
}

export interface ShownSwitch {
  name: string;
  datapath: Datapath;
  mark: string;
  ports: ShownPort[];
}

export interface SwitchState {
  runs: boolean;
  /** It does not run, and its database names a switch of the lab's name: what stands is not known. */
  isStopped?: true;
  /** The kernel has the datapath of Open vSwitch. */
  hasKernel: boolean;
  /** The link that has the node's address. */
  underlay: string;
  switches: ShownSwitch[];
  /** The inside port is plugged into the engine's bridge, and up. */
  isPlugged: boolean;
  /** The outside switch has the node's address too. */
  hasAddress: boolean;
  /** Machines that Open vSwitch reaches through the outside switch. */
  reached: string[];
}

const marksOf = (table: string) => ({ op: 'select', table, where: [], columns: ['external_ids'] });
const marksQuery = JSON.stringify(['Open_vSwitch', marksOf('Bridge'), marksOf('Port')]);

/** Every question has an end, also where the daemon hangs. */
export const askingSwitch = `
vs() { ovs-vsctl --timeout=10 "$@"; }
app() { ovs-appctl -T 10 "$@"; }
underlay() { ip -o -4 addr | awk -v a="$1/" 'index($4, a) == 1 && $2 != "${outsideSwitch}" {print $2, $4; exit}'; }
# Where it does not run, its database tells whether it has anything of the lab's: then there is something to take back.
leave_unless_known() {
  command -v ovs-vsctl >/dev/null || exit 0
  [ -S /var/run/openvswitch/db.sock ] || ovsdb-tool query /etc/openvswitch/conf.db '${marksQuery}' 2>/dev/null | grep -qF "[\\"overlay-lab\\",\\"$1\\"]" || exit 0
}
fields() { sed 's/"//g; s/^$/-/' | tr '\\n' ' '; }
`;

/** Reads both switches, or every one that there is; changes nothing. One line a thing. */
export const switchRead = operation<{ address: string; which?: 'all' }, SwitchState>({
  name: 'switch.read',
  program: ({ address, which }) => ({
    script: `${askingSwitch}
vs show >/dev/null 2>&1 || { grep -qF '"${labSwitch}"' /etc/openvswitch/conf.db 2>/dev/null && echo stopped; exit 0; }
echo runs
ovs-dpctl dump-dps >/dev/null 2>&1 && echo kernel
echo underlay $(underlay "$1")
for switch in ${which === 'all' ? '$(vs list-br)' : `${labSwitch} ${outsideSwitch}`}; do
  vs br-exists $switch || continue
  echo switch $switch $(vs --if-exists get bridge $switch datapath_type external_ids:overlay-lab | fields)
  for port in $(vs list-ports $switch); do
    echo port $port $(vs --if-exists get interface "$port" type options:remote_ip options:key -- --if-exists get port "$port" protected external_ids:overlay-lab | fields)
  done
done
ip -o link show dev ${insidePort} 2>/dev/null | grep -q ',UP.* master ${labBridge} ' && echo plugged
ip -o -4 addr show dev ${outsideSwitch} 2>/dev/null | grep -qF " $1/" && echo address
app ovs/route/show 2>/dev/null | sed -n 's|^User: \\([0-9.]*\\)/32 dev ${outsideSwitch} .*|reached \\1|p'
:`,
    words: [address],
  }),
  read: ({ stdout }) => readSwitches(stdout),
});

export function readSwitches(text: string): SwitchState {
  const state: SwitchState = {
    ...{ runs: false, hasKernel: false, underlay: '', switches: [], isPlugged: false, hasAddress: false, reached: [] },
  };
  for (const line of text.split('\n').slice(0, 2000)) {
    const [word, first = '', ...rest] = line.trim().split(' ');
    const [second = '', third = '', fourth = '', fifth = '', sixth = ''] = rest.map((one) => (one === '-' ? '' : one));
    if (word === 'runs') state.runs = true;
    else if (word === 'stopped') state.isStopped = true;
    else if (word === 'kernel') state.hasKernel = true;
    else if (word === 'plugged') state.isPlugged = true;
    else if (word === 'address') state.hasAddress = true;
    else if (word === 'underlay') state.underlay = first;
    else if (word === 'reached' && isIPv4(first)) state.reached.push(first);
    else if (word === 'switch')
      state.switches.push({ name: first, datapath: second === 'netdev' ? second : 'system', mark: third, ports: [] });
    else if (word === 'port')
      state.switches.at(-1)?.ports.push({
        ...{ name: first, type: second, remote: third, key: fourth },
        ...{ isProtected: fifth === 'true', mark: sixth },
      });
  }
  return state;
}

export const switchNamed = ({ switches }: SwitchState, name: string): ShownSwitch | undefined =>
  switches.find((one) => one.name === name);

/** Makes what is missing of the switches, and plugs the inside port in; what is there is left as it is. */
export const switchMake = operation<{ lab: string; address: string; datapath: Datapath; intent?: string }>({
  name: 'switch.make',
  program: ({ lab, address, datapath, intent }) =>
    behindIntent(lab, intent, {
      script: `${askingSwitch}
lab=$1 address=$2 datapath=$3
vs br-exists ${labSwitch} || vs add-br ${labSwitch} -- set bridge ${labSwitch} datapath_type="$datapath" external_ids:overlay-lab="$lab" || exit 1
vs --may-exist add-port ${labSwitch} ${insidePort} -- set interface ${insidePort} type=internal || exit 1
ip link set dev ${insidePort} master ${labBridge} && ip link set dev ${insidePort} up || exit 1
[ "$datapath" = netdev ] || exit 0
set -- $(underlay "$address")
[ -n "$1" ] || { echo "no link has $address" >&2; exit 1; }
mac=$(ip -o link show dev "$1" | sed 's/.* link.ether \\([^ ]*\\) .*/\\1/')
vs br-exists ${outsideSwitch} || vs add-br ${outsideSwitch} -- set bridge ${outsideSwitch} datapath_type=netdev other-config:hwaddr="$mac" external_ids:overlay-lab="$lab" || exit 1
vs --may-exist add-port ${outsideSwitch} "$1" || exit 1
ip -o -4 addr show dev ${outsideSwitch} | grep -qF " $2 " || ip addr add "$2" dev ${outsideSwitch} noprefixroute`,
      words: [lab, address, datapath],
      timeout: 60_000,
    }),
  read: () => undefined,
});

/** Removes a switch that has the lab's mark, with its ports; not where one of them is neither a tunnel of the lab's nor its own. */
export const switchTakeAway = operation<{ lab: string; name: string } & Along, TakenAway>({
  name: 'switch.take-away',
  program: ({ lab, name, force, machines }) => ({
    script: `${askingSwitch}
lab=$1 name=$2 force=$3; shift 3
leave_unless_known "$lab"
vs br-exists "$name"; case $? in 2) exit 0 ;; 0) ;; *) exit 1 ;; esac
mark() { vs --if-exists get "$1" "$2" external_ids:overlay-lab | tr -d '"'; }
[ "$(mark bridge "$name")" = "$lab" ] || { echo others; exit 0; }
if [ "$force" = no ]; then
  kept=$(for port in $(vs list-ports "$name"); do
    [ "$port" != ${insidePort} ] && [ "$(mark port "$port")" != "$lab" ] || continue
    own=
    for address in $(vs --if-exists get interface "$port" options:remote_ip | tr -d '"') \\
      $(ip -o -4 addr show dev "$port" 2>/dev/null | awk '{sub("/.*", "", $4); print $4}'); do
      case " $* " in *" $address "*) own=yes ;; esac
    done
    [ -n "$own" ] || echo "kept $port"
  done)
  [ -z "$kept" ] || { echo "$kept"; exit 0; }
fi
vs --if-exists del-br "$name"`,
    words: [lab, name, force ? 'yes' : 'no', ...machines],
    timeout: 60_000,
  }),
  read: readTakenAway,
});

/** The same words as the lesson has, but for the mark. */
export const portWords = ({ name, remote }: TunnelPort): string[] => [
  ...['add-port', labSwitch, name, '--', 'set', 'port', name, 'protected=true'],
  ...['--', 'set', 'interface', name, 'type=vxlan', `options:remote_ip=${remote}`, `options:key=${vxlanVni}`],
];

/** Makes them, or makes those of the lab's own right; without the kernel's help Open vSwitch is told the way as well. */
export const portsAdd = operation<{
  lab: string;
  ports: readonly TunnelPort[];
  datapath: Datapath;
  intent?: string;
}>({
  name: 'switch.add-ports',
  program: ({ lab, ports, datapath, intent }) =>
    behindIntent(lab, intent, {
      script: `${askingSwitch}
lab=$1 datapath=$2; shift 2
while [ $# -gt 0 ]; do
  if ! vs port-to-br "$1" >/dev/null 2>&1 || [ "$(vs --if-exists get port "$1" external_ids:overlay-lab | tr -d '"')" = "$lab" ]; then
    vs --may-exist add-port ${labSwitch} "$1" -- set port "$1" protected=true external_ids:overlay-lab="$lab" \\
      -- set interface "$1" type=vxlan options:remote_ip="$2" options:key=${vxlanVni} || exit 1
  fi
  if [ "$datapath" = netdev ] && ! app ovs/route/show | grep -qF "User: $2/32 dev ${outsideSwitch} "; then
    app ovs/route/add "$2/32" ${outsideSwitch} $(ip -o -4 route get "$2" | sed -n 's/.* via \\([0-9.]*\\) .*/\\1/p') >/dev/null || exit 1
  fi
  shift 2
done`,
      words: [lab, datapath, ...ports.flatMap(({ name, remote }) => [name, remote])],
      timeout: 60_000,
    }),
  read: () => undefined,
});

/** Removes a port that has the lab's mark, and the way that Open vSwitch was told. False where there is another's. */
export const portTakeAway = operation<TunnelPort & { lab: string }, boolean>({
  name: 'switch.take-port-away',
  program: ({ lab, name, remote }) => ({
    script: `${askingSwitch}
leave_unless_known "$1"
if vs port-to-br "$2" >/dev/null 2>&1; then
  [ "$(vs --if-exists get port "$2" external_ids:overlay-lab | tr -d '"')" = "$1" ] || { echo others; exit 0; }
  vs --if-exists del-port "$2" || exit 1
fi
if app ovs/route/show 2>/dev/null | grep -qF "User: $3/32 dev ${outsideSwitch} "; then app ovs/route/del "$3/32" >/dev/null; fi`,
    words: [lab, name, remote],
    timeout: 60_000,
  }),
  read: ({ stdout }) => stdout.trim() !== 'others',
});

export const switchShow = operation<Record<never, never>, string>({
  name: 'switch.show',
  program: () => ({ argv: ['ovs-vsctl', '--timeout=10', 'show'], expect: 'any' }),
  read: ({ stdout }) => stdout,
});
