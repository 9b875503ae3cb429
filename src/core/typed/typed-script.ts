import { typedBird } from '../machine/lab-routes.ts';

/**
 * Reads what people start and write by hand when they follow the lesson, from /proc, systemd's folders and the usual
 * places of etcd's data; asks neither engine nor etcd, which may hang, and changes nothing. One line a thing: its kind and
 * its fields, apart by tabs, texts in base64. Every reading has an end. $1 is the directory of the app's own notes.
 */
export const typedScript = `
export LC_ALL=C
tab=$(printf '\\t')
line() { printf '%s' "$1"; shift; for field; do printf '\\t%s' "$field"; done; printf '\\n'; }
short() { head -c 65536 -- "$1" 2>/dev/null | base64 -w0; }
sum() { sha256sum <"$1" 2>/dev/null | cut -c1-64; }
coded() { printf %s "$1" | head -c 4096 | base64 -w0; }
here=$(readlink /proc/self/ns/pid)
roots=
for process in /proc/[0-9]*; do
  comm=
  { read -r comm <"$process/comm"; } 2>/dev/null
  case $comm in etcd|dockerd|docker|bird) ;; *) continue ;; esac
  [ "$(readlink "$process/ns/pid")" = "$here" ] || continue
  [ "$comm" != docker ] || case $(tr '\\0' ' ' <"$process/cmdline") in *' daemon '*) ;; *) continue ;; esac
  unit=-
  while IFS= read -r group; do
    case $group in 0::*|*:name=systemd:*) ;; *) continue ;; esac
    case \${group##*/} in *.service) unit=\${group##*/} ;; esac
  done <"$process/cgroup"
  started=$(sed 's/.*) //' "$process/stat" | cut -d' ' -f20)
  uid=$(stat -c %u "$process")
  cwd=$(readlink "$process/cwd")
  if [ "$comm" = bird ]; then
    config=$(tr '\\0' '\\n' <"$process/cmdline" | sed -n '/^-c$/{n;p;q}; s/^-c//p' | head -n 1)
    case \${config:=/etc/bird/bird.conf} in /*) ;; *) config=$cwd/$config ;; esac
    fragment=$(systemctl show -p FragmentPath --value -- "$unit")
    grep -qs '^ExecStart=.*bird' "$fragment" || unit=- fragment=
    line bird "\${process#/proc/}" "$started" "$unit" "$(coded "$fragment")" "$(short "$process/cmdline")" "$(coded "$config")" "$(sum "$config")" "$(short "$config")"
    continue
  fi
  [ "$comm" != etcd ] || roots="$roots $(printf %s "$cwd" | grep -v '[[:space:]]')"
  [ "$comm" != etcd ] || roots="$roots $(tr '\\0' '\\n' <"$process/cmdline" | sed -n 's/^--*data-dir=//p; /^--*data-dir$/{n;p}' | grep '^/' | grep -v '[[:space:]]')"
  line process "\${process#/proc/}" "$started" "$uid" "$comm" "$unit" "$(coded "$cwd")" "$(short "$process/cmdline")" "$(tr '\\0' '\\n' <"$process/environ" 2>/dev/null | grep '^ETCD_' | head -c 8192 | base64 -w0)"
done 2>/dev/null
config=${typedBird}.conf
[ -f "$config" ] && [ ! -L "$config" ] && line birdfile "$(coded "$config")" "$(sum "$config")" "$(short "$config")"
for file in /etc/systemd/system/*.service /run/systemd/system/*.service /run/systemd/transient/*.service; do
  [ -f "$file" ] && [ ! -L "$file" ] && grep -qE 'etcd|cluster-store' "$file" || continue
  unit=\${file##*/}
  line unit "$unit" "$(systemctl is-active "$unit")" "$(systemctl is-enabled "$unit" 2>/dev/null)" "$(coded "$file")" "$(short "$file")"
done
for file in /etc/docker/daemon.json /etc/default/docker /etc/default/etcd /usr/lib/systemd/system/docker.service /etc/systemd/system/docker.service /etc/systemd/system/docker.service.d/*.conf; do
  [ -f "$file" ] && grep -qE 'cluster-store|^ETCD_' "$file" || continue
  line file "$(coded "$file")" "$(stat -Lc %a "$file")" "$(short "$file")"
done
[ -f /usr/lib/systemd/system/docker.service ] && line packaged "$(short /usr/lib/systemd/system/docker.service)"
line docker "$(systemctl is-active docker.service)" "$(systemctl is-enabled docker.service 2>/dev/null)" "$(systemctl show -p LoadState --value docker.service 2>/dev/null)"
timeout 5 find /root /home /tmp /var/tmp /opt /srv /var/lib/etcd /var/lib/*etcd* $roots -xdev -maxdepth 6 -type d -path '*/member/wal' 2>/dev/null | sort -u | head -n 30 | while IFS= read -r wal; do
  directory=\${wal%/member/wal}
  case $directory in "$1"/*) continue ;; esac
  words=$(for file in "$wal"/*.wal "$directory"/member/snap/*.snap; do
    [ -f "$file" ] && [ ! -L "$file" ] && head -c 67108864 -- "$file" | tr -s '\\000-\\037\\177-\\377' '\\n'
  done | grep -oE 'https?://[A-Za-z0-9.:-]+|/1/[^/"]{1,64}|/1/$' | sed 's|^/1/$|/1/?|' | sort -u | head -n 60)
  line data "$(coded "$directory")" "$(printf %s "$words" | grep '^http' | tr '\\n' ' ')" "$(printf %s "$words" | grep '^/1/' | cut -c4- | tr '\\n' ' ')"
done
ip -d -o link show type vxlan 2>/dev/null | head -n 50 | while IFS= read -r link; do line vxlan "$(coded "$link")"; done
ip -4 route 2>/dev/null | grep ' via ' | head -n 200 | while IFS= read -r route; do line route "$(coded "$route")"; done
iptables -w 5 -S DOCKER-USER 2>/dev/null | grep -F -- "--comment \\"overlay-lab:\${1##*/}\\" " | head -n 50 | while IFS= read -r rule; do line rule "$(coded "$rule")"; done
:
`;
