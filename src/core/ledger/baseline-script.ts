/**
 * Reads what a lab could change on a node outside of the engine's own objects; changes nothing. One line a thing:
 * kind, tab, thing. What changes by itself (counters, veth names, the lab's own directory) is left out or made alike.
 */
export const baselineScript = `
export LC_ALL=C
tab=$(printf '\\t')
emit() { sed "s/^/$1$tab/"; }
for path in /etc/docker /etc/systemd/system /etc/default/docker /etc/default/etcd /etc/etcd /etc/sysctl.d /etc/sysctl.conf /etc/modules-load.d; do
  [ -e "$path" ] && find "$path" -type f -exec stat -c '%n %a %U' {} + 2>/dev/null
done | while read -r file mode owner; do printf '%s %s %s %s\\n' "$file" "$mode" "$owner" "$(sha256sum <"$file" | cut -c1-64)"; done | sort | emit files
for unit in docker.service docker.socket containerd.service etcd.service overlay-lab-etcd.service; do
  printf '%s %s %s\\n' "$unit" "$(systemctl is-active $unit)" "$(systemctl is-enabled $unit 2>/dev/null)"
done | emit units
for directory in /var/lib/etcd /var/lib/docker/network/files; do [ -d "$directory" ] && ls -A "$directory" | sed "s|^|$directory/|"; done | grep -v '\\.lock$' | emit data
ip -o link | sed -E 's/^[0-9]+: //; s/@[^:]*:/:/' | awk '{mtu=""; for(i=1;i<NF;i++) if($i=="mtu") mtu=$(i+1); sub(":$","",$1); if($1 ~ /^veth/) next; print $1, "mtu", mtu}' | sort | emit links
ip -o -4 addr | awk '{print $2, $4}' | sort | emit addresses
ip -4 route show table all | sed 's/ linkdown//; s/ *$//' | grep -v '^broadcast\\|^local' | sort | emit routes
{ iptables-save 2>/dev/null; ip6tables-save 2>/dev/null; } | sed -E 's/^(:.*) \\[[0-9:]+\\]$/\\1/' | grep -v '^#' | awk '/^\\*/{table=$0; next} /^COMMIT/{next} {print table, $0}' | sort | emit firewall
sysctl -e net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables net.ipv4.conf.all.forwarding 2>/dev/null | emit sysctls
ls -A /var/run/docker/netns 2>/dev/null | grep -- - | emit namespaces
ls -A /var/lib/overlay-lab 2>/dev/null | grep -vx "$1" | sed 's|^|/var/lib/overlay-lab/|' | emit labs
:
`;
