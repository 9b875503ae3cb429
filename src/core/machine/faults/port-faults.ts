import { vxlanLink } from '../vxlan-link.ts';
import { type Fault, words } from './fault.ts';

const etcdUnit = 'overlay-lab-etcd.service';
const holder = 'print-agent';
/** By this the program is known to be a drill's. */
const mark = 'another program (a drill of Overlay Lab)';

/** Binds an address and a port, for TCP (1) and UDP (2) as told, until it is stopped. */
const program =
  'use Socket; my ($host,$port,@kinds)=@ARGV; my @all; for my $kind (@kinds) { socket(my $s,2,$kind,0) or die; setsockopt($s,1,2,pack("i",1)) if $kind==1; bind($s,sockaddr_in($port,inet_aton($host))) or die "$!\\n"; listen($s,5) if $kind==1; push @all,$s } sleep';
const hold = (host: string, port: number, ...kinds: (1 | 2)[]): string =>
  `systemd-run -q --unit=${holder} --description='${mark}' perl -e '${program}' "${host}" ${port} ${kinds.join(' ')} || exit 1
for _ in 1 2 3 4 5 6 7 8 9 10; do ss -lnp 'sport = :${port}' | grep -q perl && break; sleep 0.2; done`;
const release = `[ "$(systemctl show -p Description --value ${holder}.service 2>/dev/null)" != '${mark}' ] || systemctl stop ${holder}.service
systemctl reset-failed ${holder}.service 2>/dev/null`;

/** A port of the lab's that another program holds. */
export const portFaults = {
  'gossip-port-held': {
    words: [words.name, words.address],
    make: `systemctl stop docker.socket docker.service && ${hold('$2', 7946, 1, 2)}
systemctl start docker.socket docker.service; docker start "$1" >/dev/null; :`,
    heal: `${release}
ss -lntp 'sport = :7946' | grep -q dockerd && exit 0
systemctl reset-failed docker.service docker.socket 2>/dev/null; systemctl start docker.socket; systemctl restart docker.service && docker start "$1" >/dev/null`,
  },
  'store-port-held': {
    words: [words.address],
    make: `systemctl stop ${etcdUnit} && ${hold('$1', 2379, 1)}
systemctl start --no-block ${etcdUnit}`,
    heal: `${release}
[ -e /etc/systemd/system/${etcdUnit} ] || exit 0
systemctl reset-failed ${etcdUnit} 2>/dev/null
systemctl is-active -q ${etcdUnit} || systemctl start ${etcdUnit}`,
  },
  'tunnel-port-held': {
    words: [words.base64],
    look: `ip -4 neigh show dev ${vxlanLink} nud permanent | sed -n 's/^\\([0-9.]*\\) .*lladdr \\([0-9a-f:]*\\).*/\\1 \\2/p' | base64 -w0`,
    make: `ip link set ${vxlanLink} down && ${hold('0.0.0.0', 4789, 2)}
ip link set ${vxlanLink} up 2>/dev/null; :`,
    // A link that goes down forgets its neighbours.
    heal: `${release}
ip link show ${vxlanLink} >/dev/null 2>&1 || exit 0; ip link set ${vxlanLink} up
printf %s "$1" | base64 -d | while read -r address mac; do ip neigh replace "$address" lladdr "$mac" dev ${vxlanLink} nud permanent || exit 1; done`,
  },
} satisfies Record<string, Fault>;
