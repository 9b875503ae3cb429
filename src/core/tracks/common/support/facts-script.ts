import { engineScriptWith } from '../../../machine/engine-script.ts';
import { outsideSwitch } from '../../../machine/open-switch.ts';
import { networkFactsScript } from './network-facts.ts';
import { toolNames } from './tools.ts';

/**
 * Everything that preflight and the steps want to know of a node's system, in one round trip; changes nothing.
 * $1 the node's address, $2 where an uploaded etcd lies, $3 the UDP port of wrapped packets, $4 `esp` where they are to be
 * encrypted, then the addresses of all nodes. Lines `key=value`; `listen=` and
 * `address=` come many times. As in the engine's part, the shell reads by itself what it can.
 */
export const factsScript = `
export LC_ALL=C
say() { printf '%s=%s\\n' "$1" "$2"; }
say clock "$(date +%s.%N)"
[ ! -r /etc/os-release ] || . /etc/os-release; say os "\${PRETTY_NAME:-unknown}"
read -r value </proc/sys/kernel/osrelease; say kernel "$value"
read -r value </proc/sys/kernel/hostname; say hostname "$value"
read -r value </proc/1/comm; say init "$value"
read -r value </proc/sys/net/ipv4/ip_forward; say forward "$value"
say machine "$(uname -m)"; say uid "$(id -u)"; say sudouser "\${SUDO_USER:-}"
link=
while read -r _ name _ cidr _; do
  [ -z "$cidr" ] || say address "$name $cidr"
  [ "\${cidr%/*}" != "$1" ] || [ "$name" = ${outsideSwitch} ] || link=$name
done <<END
$(ip -o -4 addr)
END
if [ -n "$link" ]; then value=$(ip -o link show dev "$link"); value=\${value#*' mtu '}; say mtu "\${value%% *}"; fi
while read -r network way; do [ -z "$network" ] || say route "$network $way"; done <<END
$(ip -4 route)
END
if [ -d /sys/module/vxlan ] || unshare -n ip link add overlay-probe type vxlan id 1 dstport 4789 2>/dev/null; then say vxlan yes; else say vxlan no; fi
# The network would be made without a word, and lose every packet: as the engine's driver has it, from 128 bits of a key.
if [ "$4" = esp ]; then
  if unshare -n ip xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp spi 0x101 mode transport aead 'rfc4106(gcm(aes))' 0x0102030405060708090a0b0c0d0e0f1011121314 64 2>/dev/null; then say esp yes; else say esp no; fi
fi
if ! command -v ovs-vsctl >/dev/null; then say ovs missing; elif [ ! -S /var/run/openvswitch/db.sock ]; then say ovs stopped; elif timeout 5 ovs-dpctl dump-dps >/dev/null 2>&1; then say ovs system; else say ovs netdev; fi
sockets=$(ss -Hlntuxp 2>/dev/null)
while read -r protocol _ _ _ local _ users; do
  case $protocol:\${local##*:} in *:2377|*:2379|*:2380|*:7946|*:"$3"|*:5201|*:5001) say listen "$protocol $local $users" ;; esac
done <<END
$sockets
END
for file in /usr/bin/etcd "$2/etcd"; do
  [ -x "$file" ] || continue
  value=$("$file" --version 2>/dev/null); value=\${value#*'etcd Version: '}
  say etcd "$file \${value%%[!0-9a-z.+-]*}"
done
for tool in ${toolNames.join(' ')}; do ! command -v $tool >/dev/null || say tool $tool; done
for file in /var/lib/overlay-lab/*/ledger.jsonl; do file=\${file%/ledger.jsonl}; [ ! -s "$file/ledger.jsonl" ] || say lab "\${file##*/}"; done
while read -r _ _ _ value _; do case $value in *[!0-9]*) ;; *) free=$value ;; esac; done <<END
$(df -Pk /var/lib 2>/dev/null)
END
say disk "\${free:-}"
shift 4
${networkFactsScript.trim()}
${engineScriptWith('etcd.service overlay-lab-etcd.service firewalld.service', '$sockets')}`;
