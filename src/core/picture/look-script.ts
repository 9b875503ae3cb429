/** What is read of each part at most, in bytes, and of how many namespaces. */
export const mostOfPart = 100_000;
export const mostSpaces = 40;

/**
 * What a picture is drawn from, read without asking the engine; changes nothing. Lines `NAMESPACE PART BASE64`, `-` for the
 * machine's own namespace; `clock` is hundredths of a second, as they are. The namespaces are those that Docker keeps below /var/run/docker/netns, the machine's own once only.
 */
export const pictureScript = `
export LC_ALL=C
part() { printf '%s %s %s\\n' "$1" "$2" "$(head -c ${mostOfPart} | base64 -w0)"; }
look='
part() { printf "%s %s %s\\n" "$1" "$2" "$(head -c ${mostOfPart} | base64 -w0)"; }
IFS=" " read -r up rest </proc/uptime
printf "%s clock %s\\n" "$1" "\${up%.*}\${up#*.}"
ip -s -d -j addr | part "$1" links
ip -4 route | part "$1" routes
ip -j neigh | part "$1" neighbours
bridge -j fdb | part "$1" forwarding
'
exec 2>/dev/null
sh -c "$look" sh -
own=$(stat -Lc %i /proc/self/ns/net) seen=" " count=0
for space in /var/run/docker/netns/*; do
  id=$(stat -Lc %i "$space") || continue
  case "$id$seen" in "$own "*|*" $id "*) continue;; esac
  case "$seen" in *" $id "*) continue;; esac
  count=$((count+1)); [ $count -le ${mostSpaces} ] || break
  seen="$seen$id "
  nsenter --net="$space" sh -c "$look" sh "\${space##*/}"
done
{ for table in filter nat; do iptables-save -t $table | sed -n "s/^-A/$table -A/p"; done; } | part - rules
command -v ovs-vsctl >/dev/null && {
  for bridge in $(ovs-vsctl --timeout=3 list-br); do
    for port in $(ovs-vsctl --timeout=3 list-ports "$bridge"); do
      echo "$bridge $port $(ovs-vsctl --timeout=3 get interface "$port" type) $(ovs-vsctl --timeout=3 --if-exists get interface "$port" options:remote_ip options:key | tr '\\n' ' ')"
    done
    echo "$bridge"
  done | part - switches
}
here=$(readlink /proc/self/ns/pid)
for comm in /proc/[0-9]*/comm; do
  IFS= read -r name <"$comm" || continue
  case $name in etcd|dockerd) [ "$(readlink "\${comm%/comm}/ns/pid")" = "$here" ] && echo "$name";; esac
done | part - daemons
systemctl is-active docker.service | part - engine
exit 0
`;
