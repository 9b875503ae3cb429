import { emptySandboxesScript } from '../machine/namespaces.ts';
import { operation } from '../machine/operation.ts';
import { ownDirectoryScript, stateDirectory } from '../machine/own-directory.ts';

/**
 * Reads what a lab could change on a node outside of the engine's own objects; changes nothing. One line a thing: its kind
 * and its fields, apart by tabs, as `recordOfFields` takes them. What changes by itself (counters, veth names, what the lab
 * makes in its own directory) is left out or made alike. $1 lab, $2 its directory.
 */
const baselineScript = `${ownDirectoryScript}
export LC_ALL=C
tab=$(printf '\\t')
emit() { sed "s/^/$1$tab/"; }
watched='/etc/docker /etc/systemd/system /etc/default/docker /etc/default/etcd /etc/etcd /etc/sysctl.d /etc/sysctl.conf /etc/modules-load.d'
{ find $watched -type f -exec sha256sum {} + | awk '{sum=$1; sub(/^[^ ]+ [ *]/, ""); print $0 "\\t" sum}'; find $watched -type f -printf '%p\\tmode\\t%m\\t%u\\n' -o -type l -printf '%p\\t->\\t%l\\n'; } 2>/dev/null | sort | emit files
for unit in docker.service docker.socket containerd.service etcd.service overlay-lab-etcd.service; do
  printf '%s\\t%s\\t%s\\n' "$unit" "$(systemctl is-active $unit)" "$(systemctl is-enabled $unit 2>/dev/null)"
done | emit units
for directory in /var/lib/etcd /var/lib/docker/network/files; do [ -d "$directory" ] && ls -A "$directory" | sed "s|^|$directory/|"; done | grep -v '\\.lock$' | emit data
ip -o link | sed -E 's/^[0-9]+: //; s/@[^:]*:/:/' | awk '{mtu=""; for(i=1;i<NF;i++) if($i=="mtu") mtu=$(i+1); sub(":$","",$1); if($1 ~ /^veth/) next; print $1 "\\tmtu\\t" mtu}' | sort | emit links
ip -o -4 addr | awk '{print $2 "\\t" $4}' | sort | emit addresses
ip -4 route show table all | sed 's/ linkdown//; s/ *$//' | grep -v '^broadcast\\|^local' | sort | emit routes
{ iptables-save | sed 's/^/4 /'; ip6tables-save | sed 's/^/6 /'; } 2>/dev/null | sed -E 's/^(. :.*) \\[[0-9:]+\\]$/\\1/' | awk '$2 ~ /^#/ || $2 == "COMMIT" {next} $2 ~ /^\\*/ {table=$2; next} {family=$1; sub(/^. /, ""); print table "\\t" family "\\t" $0}' | sort | emit firewall
sysctl -e net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables net.ipv4.conf.all.forwarding 2>/dev/null | sed 's/ = /\\t/' | emit sysctls
{ ls -A /var/run/docker/netns 2>/dev/null | grep -- -; ${emptySandboxesScript.trim()}; } | sort | emit namespaces
ls -A "\${2%/*}" 2>/dev/null | grep -vx "$1" | sed "s|^|directory$tab\${2%/*}/|" | emit labs
if [ -e "$2" ] || [ -L "$2" ]; then { if enter "$2"; then strangers | sed "s|^|stranger$tab$2/|"; else echo "refusal$tab$why"; fi; } | emit labs; fi
:
`;

/** One line a thing, as its kind and its fields. */
export const inventoryRead = operation<{ lab: string }, string[][]>({
  name: 'inventory.read',
  program: ({ lab }) => ({ script: baselineScript, words: [lab, stateDirectory(lab)] }),
  read: ({ stdout }) => stdout.split('\n').map((line) => line.split('\t')),
});
