import { labProtocol } from '../lab-routes.ts';
import { userChain } from '../lab-rules.ts';
import { insidePort, labSwitch } from '../open-switch.ts';
import { labBridge, vxlanLink, vxlanVni } from '../vxlan-link.ts';
import { type Fault, ruleMarkPattern, rulesSubnet, words } from './fault.ts';

const port = /^vx-[1-9]\d{0,3}$/;
const vs = 'ovs-vsctl --timeout=10';

/** What the tracks without a cluster store make by hand. */
export const wayFaults = {
  'entry-lost': {
    words: [words.address, words.mac],
    look: `bridge fdb show dev ${vxlanLink} | grep " dst $1 " | head -n1 | cut -d' ' -f1`,
    make: `bridge fdb del "$2" dev ${vxlanLink} dst "$1"`,
    heal: `ip link show ${vxlanLink} >/dev/null 2>&1 || exit 0; bridge fdb replace "$2" dev ${vxlanLink} dst "$1"`,
  },
  'neighbour-lost': {
    words: [words.address, words.mac],
    look: `ip -4 neigh show dev ${vxlanLink} nud permanent | sed -n 's/^\\([0-9.]*\\) .*lladdr \\([0-9a-f:]*\\).*/\\1\\n\\2/p' | head -n2`,
    make: `ip neigh del "$1" dev ${vxlanLink}`,
    heal: `ip link show ${vxlanLink} >/dev/null 2>&1 || exit 0; ip neigh replace "$1" lladdr "$2" dev ${vxlanLink} nud permanent`,
  },
  'tunnel-unplugged': {
    words: [],
    make: `ip link set ${vxlanLink} nomaster`,
    heal: `ip link show ${vxlanLink} >/dev/null 2>&1 || exit 0; ip link set ${vxlanLink} master ${labBridge}`,
  },
  'tunnel-down': {
    words: [words.base64],
    look: `ip -4 neigh show dev ${vxlanLink} nud permanent | sed -n 's/^\\([0-9.]*\\) .*lladdr \\([0-9a-f:]*\\).*/\\1 \\2/p' | base64 -w0`,
    make: `ip link set ${vxlanLink} down`,
    // A link that goes down forgets its neighbours.
    heal: `ip link show ${vxlanLink} >/dev/null 2>&1 || exit 0; ip link set ${vxlanLink} up
printf %s "$1" | base64 -d | while read -r address mac; do ip neigh replace "$address" lladdr "$mac" dev ${vxlanLink} nud permanent || exit 1; done`,
  },
  'route-lost': {
    words: [words.address, words.subnet],
    look: `ip -4 route show via "$1" proto ${labProtocol} | head -n1 | cut -d' ' -f1`,
    make: `ip route del "$2" via "$1" proto ${labProtocol}`,
    heal: `ip route replace "$2" via "$1" proto ${labProtocol}`,
  },
  'rule-lost': {
    words: [ruleMarkPattern, words.subnet],
    look: rulesSubnet,
    make: `iptables -w 5 -D ${userChain} -s "$2" -d "$2" -m comment --comment "$1" -j ACCEPT`,
    heal: `set -- -s "$2" -d "$2" -m comment --comment "$1" -j ACCEPT; iptables -w 5 -C ${userChain} "$@" 2>/dev/null || iptables -w 5 -I ${userChain} "$@"`,
  },
  'port-lost': {
    words: [/^[a-z][a-z0-9-]{0,30}$/, words.address, port],
    look: `for one in $(${vs} list-ports ${labSwitch}); do ${vs} --if-exists get interface "$one" options:remote_ip | grep -qF "\\"$2\\"" && { echo "$one"; break; }; done`,
    make: `${vs} del-port ${labSwitch} "$3"`,
    heal: `${vs} br-exists ${labSwitch} || exit 0
${vs} --may-exist add-port ${labSwitch} "$3" -- set port "$3" protected=true external_ids:overlay-lab="$1" -- set interface "$3" type=vxlan options:remote_ip="$2" options:key=${vxlanVni}`,
  },
  'port-astray': {
    words: [words.address, port],
    look: `for one in $(${vs} list-ports ${labSwitch}); do ${vs} --if-exists get interface "$one" options:remote_ip | grep -qF "\\"$1\\"" && { echo "$one"; break; }; done`,
    make: `${vs} set interface "$2" options:remote_ip=192.0.2.7`,
    heal: `${vs} --if-exists get interface "$2" type | grep -q vxlan || exit 0; ${vs} set interface "$2" options:remote_ip="$1"`,
  },
  'port-other-key': {
    words: [words.address, port],
    look: `for one in $(${vs} list-ports ${labSwitch}); do ${vs} --if-exists get interface "$one" options:remote_ip | grep -qF "\\"$1\\"" && { echo "$one"; break; }; done`,
    make: `${vs} set interface "$2" options:key=78`,
    heal: `${vs} --if-exists get interface "$2" type | grep -q vxlan || exit 0; ${vs} set interface "$2" options:key=${vxlanVni}`,
  },
  'switch-unplugged': {
    words: [],
    make: `ip link set ${insidePort} nomaster`,
    heal: `ip link show ${insidePort} >/dev/null 2>&1 || exit 0; ip link set ${insidePort} master ${labBridge} up`,
  },
} satisfies Record<string, Fault>;
