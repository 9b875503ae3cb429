import { emptySandboxesScript } from '../machine/namespaces.ts';
import { operation } from '../machine/operation.ts';
import { ownDirectoryScript, stateDirectory } from '../machine/own-directory.ts';

/**
 * Reads what a lab could change on a node outside of the engine's own objects; changes nothing. One line a thing: its kind
 * and its fields, apart by tabs, as `recordOfFields` takes them, in no order. What changes by itself (counters, veth names, what
 * the lab makes in its own directory) is left out or made alike. Each program started costs more than what it tells, so each
 * prints its lines with their kind. $1 lab, $2 its directory.
 */
const baselineScript = `${ownDirectoryScript}
export LC_ALL=C
tab=$(printf '\\t')
watched='/etc/docker /etc/systemd/system /etc/default/docker /etc/default/etcd /etc/etcd /etc/sysctl.d /etc/sysctl.conf /etc/modules-load.d'
{ find $watched -type f -exec sha256sum {} + | awk '{sum=$1; sub(/^[^ ]+ [ *]/, ""); print "files\\t" $0 "\\t" sum}'; find $watched -type f -printf 'files\\t%p\\tmode\\t%m\\t%u\\n' -o -type l -printf 'files\\t%p\\t->\\t%l\\n'; } 2>/dev/null
# As systemctl says it of each by itself: where one is not there it may tell nothing of those behind it.
enabled() {
  while [ $# -gt 0 ]; do
    for state in $(systemctl is-enabled "$@" 2>/dev/null); do [ $# -eq 0 ] || { echo "$state"; shift; }; done
    [ $# -eq 0 ] || { echo -; shift; }
  done
}
units='docker.service docker.socket containerd.service etcd.service overlay-lab-etcd.service'
active=$(systemctl is-active $units) enabled=$(enabled $units)
lab=$1 dir=$2
for unit in $units; do
  set -- $active; now=\${1:-}; [ $# -eq 0 ] || shift; active=$*
  set -- $enabled; at_start=\${1#-}; shift; enabled=$*
  printf 'units\\t%s\\t%s\\t%s\\n' "$unit" "$now" "$at_start"
done
find -H /var/lib/etcd /var/lib/docker/network/files -mindepth 1 -maxdepth 1 ! -name '*.lock' -printf 'data\\t%p\\n' 2>/dev/null
ip -o link | awk '{sub(/^[0-9]+: /, ""); sub(/@[^:]*:/, ":"); mtu=""; for(i=1;i<NF;i++) if($i=="mtu") mtu=$(i+1); sub(":$","",$1); if($1 ~ /^veth/) next; print "links\\t" $1 "\\tmtu\\t" mtu}'
if command -v ovs-vsctl >/dev/null; then
  for bridge in $(ovs-vsctl --timeout=10 list-br 2>/dev/null); do
    printf 'switches\\t%s\\n' "$bridge"
    ovs-vsctl --timeout=10 list-ports "$bridge" 2>/dev/null | sed "s|^|switches$tab$bridge$tab|"
  done
fi
ip -o -4 addr | awk '{print "addresses\\t" $2 "\\t" $4}'
ip -4 route show table all | awk '{sub(/ linkdown/, ""); sub(/ +$/, "")} /^(broadcast|local)/ {next} {print "routes\\t" $0}'
{ echo @4; iptables-save; echo @6; ip6tables-save; } 2>/dev/null | awk '/^@/ {family=substr($0, 2); next} $1 ~ /^#/ || $1 == "COMMIT" {next} $1 ~ /^\\*/ {table=$1; next} /^:/ {sub(/ \\[[0-9:]+\\]$/, "")} {print "firewall\\t" table "\\t" family "\\t" $0}'
sysctl -e net.ipv4.ip_forward net.bridge.bridge-nf-call-iptables net.ipv4.conf.all.forwarding 2>/dev/null | sed "s/^/sysctls$tab/; s/ = /$tab/"
{ ls -A /var/run/docker/netns 2>/dev/null | grep -- -; ${emptySandboxesScript.trim()}; } | sed "s/^/namespaces$tab/"
find -H "\${dir%/*}" -mindepth 1 -maxdepth 1 ! -name "$lab" -printf 'labs\\tdirectory\\t%p\\n' 2>/dev/null
if [ -e "$dir" ] || [ -L "$dir" ]; then
  if enter "$dir"; then strangers | sed "s|^|labs\${tab}stranger$tab$dir/|"; else printf 'labs\\trefusal\\t%s\\n' "$why"; fi
fi
:
`;

/** One line a thing, as its kind and its fields. */
export const inventoryRead = operation<{ lab: string }, string[][]>({
  name: 'inventory.read',
  program: ({ lab }) => ({ script: baselineScript, words: [lab, stateDirectory(lab)] }),
  read: ({ stdout }) => stdout.split('\n').map((line) => line.split('\t')),
});
