/**
 * Everything that tells which engine a node has and how it fares, asked of systemd and /proc, not of the engine, which may
 * hang; changes nothing. Lines `key=value`; `unit=`, `dockerd=` and `listener=` come many times. Values of variables that
 * may hold a password are not told. On a busy node each program started costs more than what it tells: what the shell can
 * read by itself it reads. `units` are more units to tell of; `sockets` is the shell's words for what listens.
 */
export const engineScriptWith = (units: string, sockets: string): string => `
export LC_ALL=C
tell() { printf '%s=%s\\n' "$1" "$2"; }
command= unit_id= environment= files= configured= active= load= reload= result=
told() { tell unit "$1 $active $load $reload $result"; active= load= reload= result=; }
set -- docker.service docker.socket snap.docker.dockerd.service podman.socket ${units}
# A blank line stands between two units; the last has none behind it.
while IFS= read -r line; do
  value=\${line#*=}
  case $line in
    '') told "$1"; [ $# -lt 2 ] || shift; continue ;;
    ActiveState=*) active=$value ;;
    LoadState=*) load=$value ;;
    NeedDaemonReload=*) reload=$value ;;
    Result=*) result=$value ;;
  esac
  [ "$1" = docker.service ] || continue
  case $line in
    Id=*) unit_id=$value ;;
    ExecStart=*) value=\${value#*'argv[]='}; command=\${value%% ;*} ;;
    EnvironmentFiles=/*) files="$files \${value%% *}" ;;
    Environment=*) environment=$value ;;
    FragmentPath=*|DropInPaths=*) configured="$configured $value" ;;
  esac
done <<END
$(systemctl show "$@" -p Id -p ActiveState -p LoadState -p NeedDaemonReload -p Result -p ExecStart -p EnvironmentFiles -p Environment -p FragmentPath -p DropInPaths 2>/dev/null)
END
told "$1"
tell unit_id "$unit_id"
tell docker_exec "$command"
variables=
[ -z "$environment$files" ] || variables=$({ [ -z "$environment" ] || printf %s "$environment" | xargs printf '%s\\n'; [ -z "$files" ] || sed 's/^export //; s/^\\([A-Za-z_]*\\)=["'\\'']\\(.*\\)["'\\'']$/\\1=\\2/' $files; } 2>/dev/null)
case $command in *'$'*)
  for name in $(printf %s "$command" | grep -o '\\$[{]*[A-Z_][A-Z0-9_]*' | tr -d '\${'); do tell options "$(printf '%s\\n' "$variables" | sed -n "s/^$name=//p" | tail -n1)"; done ;;
esac
# $1 and $2 what stands before the two, $3 lines of variables. As Go has it, the name in capitals goes first, and of two the last.
proxies() {
  case $3 in *[Pp][Rr][Oo][Xx][Yy]=*) ;; *) return ;; esac
  printf '%s%s\\n' "$1" "$(printf '%s\\n' "$3" | grep -i '^https*_proxy=.' | sed 's/=.*//' | sort -u | tr '\\n' ' ')"
  printf '%s%s\\n' "$2" "$(printf '%s\\n' "$3" | grep -i '^no_proxy=' | sort -s -r -t= -k1,1 | tail -n1 | cut -d= -f2-)"
}
proxies unit_proxy= unit_no_proxy= "$variables"
since=
for process in /proc/[0-9]*; do
  comm=
  { read -r comm <"$process/comm"; } 2>/dev/null
  [ "$comm" = dockerd ] && [ "$(readlink "$process/ns/pid")" = "\${here:=$(readlink /proc/self/ns/pid)}" ] || continue
  pid=\${process#/proc/} unit=- kind=system uid= state=
  while IFS= read -r line; do
    case $line in */user@[0-9]*.service/*) kind=user ;; esac
    case $line in 0::*|*:name=systemd:*) ;; *) continue ;; esac
    path=\${line#*:}; path=\${path#*:}
    while :; do
      case \${path##*/} in *.service|*.scope) unit=\${path##*/}; break ;; esac
      case $path in */*) path=\${path%/*} ;; *) break ;; esac
    done
  done <"$process/cgroup"
  while read -r key value rest; do case $key in State:) state=$value ;; Uid:) uid=$value ;; esac; done <"$process/status"
  tell dockerd "$pid $state $uid $kind $unit $(tr '\\0\\n' '  ' <"$process/cmdline")"
  proxies "proxy=$pid " "no_proxy=$pid " "$(tr '\\0' '\\n' <"$process/environ")"
  [ "$kind" = user ] || since=$process
done 2>/dev/null
socket=$(readlink -f /var/run/docker.sock)
if [ -S "$socket" ]; then
  tell socket "$socket"
  while IFS= read -r line; do
    case " $line " in *" $socket "*'users:('*) users=\${line#*'users:('} ;; *) continue ;; esac
    while :; do
      case $users in *'("'*'",pid='*) users=\${users#*'("'} ;; *) break ;; esac
      pid=\${users#*'",pid='}; tell listener "\${users%%\\"*} \${pid%%,*}"
    done
  done <<END
${sockets}
END
fi
# Not even \`docker --version\` answers while the engine hangs; Podman's stand-in is a script that names it.
if client=$(command -v docker); then head -c 600 "$client" | grep -aq podman && client="$client podman"; tell client "$client"; fi
case $command in *--config-file[=\\ ]*) conf=\${command#*--config-file?}; conf=\${conf%% *} ;; *) conf=/etc/docker/daemon.json ;; esac
tell conf "$conf"; [ -e "$conf" ] && tell conf_text "$(head -c 65537 -- "$conf" | base64 -w0)"
# What is newer than the engine was never tried: its next start may fail.
[ -z "$since" ] || tell since "$(stat -c %Y "$since")"
tell changed "$(stat -c %Z "$conf" $files $configured 2>/dev/null | sort -n | tail -n1)"
:
`;

export const engineScript = engineScriptWith('', '$(ss -Hlxp 2>/dev/null)');
