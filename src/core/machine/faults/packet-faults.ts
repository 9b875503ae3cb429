import { type Fault, ruleMarkPattern, rulesSubnet, underlay, words } from './fault.ts';

const chain = /^(INPUT|OUTPUT)$/;
const protocol = /^(tcp|udp)$/;
const ipt = 'iptables -w 5';

/** A rule that was put in front, with what takes all of its kind away. */
const inFront = (rule: string, table = 'filter'): Pick<Fault, 'make' | 'heal'> => ({
  make: `${ipt} -t ${table} -I ${rule}`,
  heal: `for _ in 1 2 3 4 5; do ${ipt} -t ${table} -D ${rule} 2>/dev/null || break; done; :`,
});

/** What packets meet on their way between nodes, or out of a worker. */
export const packetFaults = {
  'packets-dropped': {
    words: [chain, protocol, words.number],
    ...inFront('"$1" -p "$2" --dport "$3" -j DROP'),
  },
  'answers-dropped': {
    words: [protocol, words.number],
    ...inFront('INPUT -p "$1" --sport "$2" -j DROP'),
  },
  'large-dropped': {
    words: [words.number],
    ...inFront('INPUT -p udp --dport "$1" -m length --length 1401:65535 -j DROP'),
  },
  'forward-dropped': {
    words: [words.link],
    ...inFront('FORWARD -i "$1" -j DROP'),
  },
  masqueraded: {
    words: [ruleMarkPattern, words.address, words.subnet, words.link],
    look: `${underlay}
${rulesSubnet}
underlay "$2"`,
    ...inFront('POSTROUTING -s "$3" -o "$4" -j MASQUERADE', 'nat'),
  },
  'not-forwarding': {
    words: [/^[01]$/],
    look: 'cat /proc/sys/net/ipv4/ip_forward',
    make: 'echo 0 >/proc/sys/net/ipv4/ip_forward',
    heal: 'echo "$1" >/proc/sys/net/ipv4/ip_forward',
  },
  'narrow-link': {
    words: [words.address, words.link, words.number],
    look: `${underlay}
link=$(underlay "$1"); echo "$link"; ip -o link show dev "$link" | sed -n 's/.* mtu \\([0-9]*\\) .*/\\1/p'`,
    make: 'ip link set dev "$2" mtu 1400',
    heal: 'ip link set dev "$2" mtu "$3"',
  },
  'slow-link': {
    words: [words.address, words.link],
    look: `${underlay}
underlay "$1"`,
    make: 'tc qdisc add dev "$2" root tbf rate 2mbit burst 32kb latency 400ms',
    heal: 'tc qdisc show dev "$2" root | grep -q "^qdisc tbf .*rate 2Mbit" || exit 0; tc qdisc del dev "$2" root',
  },
  'route-in-subnet': {
    words: [words.name, words.address, words.subnet, words.link],
    look: `${underlay}
docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' "$1"
underlay "$2"`,
    make: 'ip route add "$3" dev "$4"',
    heal: 'ip route del "$3" dev "$4" 2>/dev/null; :',
  },
  'link-left': {
    words: [words.address, words.link],
    look: `${underlay}
underlay "$1"`,
    make: 'ip link add vx-000100-abcde type vxlan id 300 dstport 4788 dev "$2"',
    heal: 'ip link del vx-000100-abcde 2>/dev/null; :',
  },
} satisfies Record<string, Fault>;
