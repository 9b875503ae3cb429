import { vxlanLink } from '../../machine/vxlan-link.ts';
import { factsScript } from '../../tracks/common/support/facts-script.ts';

/** What is read of each part at most, in bytes. */
export const mostOfPart = 120_000;

/**
 * The facts of a node, and what only a diagnosis wants to know beside them; changes nothing. Arguments as of the facts.
 * Parts are lines `look_NAME=BASE64`.
 */
export const lookScript = `
export LC_ALL=C
part() { printf 'look_%s=%s\\n' "$1" "$(head -c ${mostOfPart} | base64 -w0)"; }
{ iptables-save -t filter; iptables-save -t nat; iptables-save -t mangle; iptables-save -t raw; } 2>/dev/null | part rules
nft list ruleset 2>/dev/null | part nft
ip -d -j link show 2>/dev/null | part links
ip -4 route show 2>/dev/null | part routes
bridge fdb show dev ${vxlanLink} 2>/dev/null | part forwarding
ip -4 neigh show dev ${vxlanLink} nud permanent 2>/dev/null | part neighbours
tc qdisc show 2>/dev/null | grep -E ' (netem|tbf) ' | part queues
ls /var/run/docker/netns 2>/dev/null | part namespaces
sshd -T 2>/dev/null | grep -E '^max(sessions|startups) ' | part sshd
{ df -Pk /var/lib /var/lib/docker /var/lib/docker/tmp /var/lib/overlay-lab /etc | tail -n +2; } 2>/dev/null | sort -u | part disks
{ df -Pi /var/lib /var/lib/docker /var/lib/overlay-lab | tail -n +2; } 2>/dev/null | sort -u | part inodes
cat /proc/sys/net/bridge/bridge-nf-call-iptables 2>/dev/null | part bridged
systemctl show overlay-lab-etcd.service etcd.service -p Id -p LoadState -p ActiveState -p SubState -p Result -p ExecStart 2>/dev/null | part members
systemctl show docker.service -p After 2>/dev/null | part after
here=$(readlink /proc/self/ns/pid)
for process in /proc/[0-9]*; do
  comm=
  { read -r comm <"$process/comm"; } 2>/dev/null
  [ "$comm" = etcd ] || continue
  [ "$(readlink "$process/ns/pid")" = "$here" ] || continue
  echo "\${process#/proc/} $(sed 's/.*) //' "$process/stat" | cut -c1) $(tr '\\0\\n' '  ' <"$process/cmdline" | head -c 4000)"
done 2>/dev/null | part etcds
systemctl -q is-active docker.service || {
  journalctl -u docker.service -n 40 -o cat --no-pager 2>/dev/null | part dockersaid
  dockerd --version 2>/dev/null | part dockerversion
}
begun=$(systemctl show docker.service -p InvocationID --value 2>/dev/null)
[ -z "$begun" ] || journalctl "_SYSTEMD_INVOCATION_ID=$begun" -n 400 -o cat --no-pager 2>/dev/null | grep -E 'signal to reload|Key not found.*ipam|toomanyrequests' | tail -n 20 | part dockertold
systemctl -q is-active overlay-lab-etcd.service || { [ ! -e /etc/systemd/system/overlay-lab-etcd.service ] || journalctl -u overlay-lab-etcd.service -n 60 -o cat --no-pager 2>/dev/null | part etcdsaid; }
for link in /sys/class/net/*; do
  driver=$(readlink "$link/device/driver") && [ "\${driver##*/}" = vmxnet3 ] && echo "\${link##*/} $(ethtool -k "\${link##*/}" 2>/dev/null | grep tx-checksum-ip-generic | head -n1)"
done 2>/dev/null | part offloads
${factsScript}`;
