/**
 * Everything that preflight and the steps want to know of a node's system, in one round trip; changes nothing.
 * $1 the node's address. Lines `key=value`; `listen=` and `address=` come many times.
 */
export const factsScript = `
export LC_ALL=C
say() { printf '%s=%s\\n' "$1" "$2"; }
has() { command -v "$1" >/dev/null 2>&1; }
say clock "$(date +%s.%N)"
. /etc/os-release 2>/dev/null; say os "\${PRETTY_NAME:-unknown}"
say kernel "$(uname -r)"; say machine "$(uname -m)"; say hostname "$(uname -n)"
say init "$(cat /proc/1/comm)"; say uid "$(id -u)"; say sudouser "\${SUDO_USER:-}"
ip -o -4 addr | while read -r _ link _ cidr _; do say address "$link $cidr"; done
link=$(ip -o -4 addr | awk -v a="$1" '{split($4, p, "/"); if (p[1]==a) print $2}')
[ -n "$link" ] && say mtu "$(ip -o link show dev "$link" | sed -n 's/.* mtu \\([0-9]*\\).*/\\1/p')"
ip -4 route | while read -r network rest; do say route "$network"; done
say forward "$(cat /proc/sys/net/ipv4/ip_forward)"
if unshare -n ip link add overlay-probe type vxlan id 1 dstport 4789 2>/dev/null; then say vxlan yes; else say vxlan no; fi
ss -Hlntup 2>/dev/null | awk '{n=split($5, p, ":"); port=p[n]; if (port==2379||port==2380||port==7946||port==4789||port==4001) print $1, $5, $7}' | while read -r line; do say listen "$line"; done
ss -Hlnu 2>/dev/null | grep -q ':4789 ' && say vxlan_socket yes
for file in /usr/bin/etcd "$2/etcd"; do [ -x "$file" ] && say etcd "$file $("$file" --version 2>/dev/null | awk '/etcd Version/ {print $3}')"; done
# A member that waits for the others is 'activating', and holds its ports already.
runs() { case $(systemctl show -p ActiveState --value "$1" 2>/dev/null) in active|activating|reloading|deactivating) ;; *) false ;; esac; }
if runs etcd.service; then say etcdservice active; fi
if runs overlay-lab-etcd.service; then say ouretcd active; fi
for tool in iperf3 iperf ping busybox systemd-run base64 ldd tar; do has $tool && say tool $tool; done
say docker_exec "$(systemctl show docker.service -p ExecStart --value 2>/dev/null | sed -n 's/.*argv\\[\\]=\\([^;]*\\) ;.*/\\1/p')"
for lab in /var/lib/overlay-lab/*/ledger.jsonl; do [ -s "$lab" ] && say lab "$(basename "$(dirname "$lab")")"; done
say disk "$(df -Pk /var/lib 2>/dev/null | awk 'NR==2 {print $4}')"
:
`;
