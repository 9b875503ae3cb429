import { acceptsScript } from '../machine/engine-accepts.ts';

/**
 * Runs on a node while somebody watches the lab. A POSIX shell and what the node has: `ip`, `bridge`, `xtables-monitor`
 * and `docker` announce by themselves; units, processes, namespaces, files (and firewall rules where xtables-monitor is
 * missing) are looked at with each line of stdin. Most of that look is made of the shell's own words, without a new process.
 *
 * $1 lines that a source may say in a second; $2 a file that begins with the seconds of a clock; the others are files, the last
 * one the app's lease. What it prints: a letter for the source, then
 * I: a line of `ip monitor`; B: of `bridge monitor`; X: of xtables-monitor; D: an event of Docker;
 * `u|n|r + NAME` and `- NAME`: a unit, a namespace, a rule; `p +|-|T|R NAME PID`: a process begins, ends, is stopped, continues;
 * `f PATH INODE BYTES CHANGED` and `f PATH`: a file, or the data of an etcd, and that it is gone; `many S` and `ended S`: a source said too much, or
 * ended, so something of it may be missing; `from S` and `upto S`: between them all that there is of it, at the begin `all`
 * sources; `lacks WHAT`; `held`: what comes next happened while the lease was held; `freed SECONDS`:
 * it was given back, and when by the node's clock, which the events of Docker have too; `d answers|silent`: Docker, asked
 * when a daemon began or ended, and every 30 s; `t LINE`: looked.
 *
 * Docker is asked, for its events too, only where a dockerd takes it (engine-accepts.ts), which is looked at right before. One that does
 * not answer is not asked again before it has. A source that ends is started again after a pause; the pause of Docker's grows up to
 * 5 s, and what happened since the last one ended is told then.
 */
export const nodeProgramScript = `
exec 2>/dev/null
most=$1 clock=$2; shift 2; files=$*
for lease; do :; done
set -f
has() { command -v "$1" >/dev/null; }
follow() {
  tag=$1; shift
  # It says its number first, so that it can be ended with its reader, and not only by what it says next.
  sh -c 'echo $$; exec "$@"' sh "$@" </dev/null | {
    read -r source; trap 'kill $source; exit' TERM; n=0 s= w=ended
    while IFS= read -r l; do
      case "$tag $l" in
        X*NEWGEN*|I*' STALE'*|I*' DELAY'*|I*' PROBE'*|I*' NOARP'*|I*'table local'*|I*' multicast '*|"D "[0-9]*" container exec_"*|"D "[0-9]*" container top"*|"D "[0-9]*" container resize"*) continue;;
      esac
      IFS=. read -r t _ <"$clock"
      [ "$t" = "$s" ] || { s=$t; n=0; }
      [ $n -lt $most ] || { w=many; break; }
      # The lease is looked at with each beat, and what the app does first would come before that.
      [ -e "$lease" ] && h="held$nl" || h=
      n=$((n+1)); printf '%s%s %.1500s\\n' "$h" $tag "$l"
    done
    kill $source; printf '%s %s\\n' $w $tag
  } &
}
keep() {
  eval "pid=\\\${pid_$1:-} wait=\\\${wait_$1:-0} pause=\\\${pause_$1:-3}"
  [ -n "$pid" ] && kill -0 $pid && return
  # The next one begins where this one ended: Docker keeps its last events.
  [ -n "$pid" ] && [ $1 = D ] && since="--since $(($(date +%s)-1))"
  eval "pid_$1="
  if [ $wait -gt 0 ]; then eval "wait_$1=$((wait-1))"; return; fi
  [ $1 != D ] || taken || return
  follow "$@"
  [ $1 = D ] && [ $pause -lt 12 ] && eval "pause_D=$((pause*2))"
  eval "pid_$1=$! wait_$1=$pause"
  list $1
}
listed() { t=$1; shift; "$@" | head -n 500 | while IFS= read -r l; do printf '%s%.1500s\\n' "$t" "$l"; done; }
list() {
  case $1 in I|B) ;; *) return;; esac
  echo from $1
  case $1 in
    I) listed 'I [LINK]' ip -o link; listed 'I [ADDR]' ip -o address; listed 'I [ROUTE]' ip -o route
       listed 'I [NEIGH]' ip -o neigh; listed 'I [RULE]' ip -o rule;;
    B) listed 'B ' bridge fdb;;
  esac
  echo upto $1
}
differ() {
  # A pattern that found nothing stays as it is.
  case $2 in *'*') set -- $1 '' "$3";; esac; case $3 in *'*') set -- $1 "$2" '';; esac
  c=0
  for x in $3; do case " $2 " in *" $x "*) ;; *) [ $c -lt $most ] && printf '%s + %s\\n' $1 "$x"; c=$((c+1));; esac; done
  for x in $2; do case " $3 " in *" $x "*) ;; *) [ $c -lt $most ] && printf '%s - %s\\n' $1 "$x"; c=$((c+1));; esac; done
  [ $c -lt $most ] || printf 'many %s\\n' $1
}
units() {
  set +f; set -- /run/systemd/units/invocation:*; set -f
  [ "$*" = "$was_units" ] || { differ u "$was_units" "$*"; was_units=$*; }
  set +f; set -- /run/netns/*; spaces=$*; set -- /run/docker/netns/*; set -f
  [ "$*" = "$was_inner" ] || { differ n "$was_inner" "$*"; was_inner=$*; }
  set -- $spaces
  [ "$*" = "$was_spaces" ] || { differ n "$was_spaces" "$*"; was_spaces=$*; }
}
pids= young= daemons= stopped= ask= refused=0 n=0 tries=0
processes() {
  set +f; set -- /proc/[0-9]*; set -f
  again=$young young=
  if [ "$*" != "$pids" ]; then
    for d; do case " $pids " in *" $d "*) ;; *) young="$young $d";; esac; done
    pids=$*
  fi
  for d in $again $young; do
    IFS= read -r name <$d/comm || continue
    case $name in etcd|dockerd) read -r _ _ _ parent _ <$d/stat
      # One that only prints its version is no daemon. What read takes has no end of a line, and its words have nothing between.
      args=; read -r args <$d/cmdline
      case \${args##*/} in $name-version|$name--version|$name-help|$name--help|$name-h) continue;; esac
      # A child that is about to become another program still has its parent's name.
      case " $daemons " in *" $d:"*|*" /proc/$parent:$name "*) ;; *)
      daemons="$daemons $d:$name"; pause_D=3 wait_D=0 refused=0 ask=yes tries=0; printf 'p + %s %s\\n' $name \${d#/proc/};; esac;; esac
  done
  left= engine=
  for one in $daemons; do
    d=\${one%:*} name=\${one#*:} s=
    read -r _ c s _ <$d/stat
    if [ "$c" != "($name)" ] || [ "$s" = Z ] || [ "$s" = X ]; then ask=yes; printf 'p - %s %s\\n' $name \${d#/proc/}; continue; fi
    left="$left $one"
    case "$s $stopped " in
      T*" $d "*|t*" $d "*) ;;
      T*|t*) stopped="$stopped $d"; printf 'p T %s %s\\n' $name \${d#/proc/};;
      *" $d "*) ask=yes stopped=\${stopped%" $d"*}\${stopped#*" $d"}; printf 'p R %s %s\\n' $name \${d#/proc/};;
    esac
    case $s in T|t) ;; *) [ $name = dockerd ] && engine="$engine \${d#/proc/}";; esac
  done
  daemons=$left
}
${acceptsScript}
# One that never opens the socket is looked at less and less.
taken() {
  [ $refused -lt 25 ] || [ $((n%12)) = 0 ] || return
  refused=$((refused+1))
  accepts $engine && refused=0
}
asked= late=0 failed=0
question() {
  [ $((n%75)) != 0 ] || ask=yes
  if [ -n "$asked" ]; then
    s=; read -r _ _ s _ </proc/$asked/stat
    case $s in
      ''|Z|X) wait $asked && { echo 'd answers'; failed=0; } || { failed=$((failed+1)) ask=yes; }; asked=;;
      *) late=$((late+1)); [ $late != 6 ] || echo 'd silent'; return;;
    esac
    # Once may be one that ended just then.
    [ $failed -lt 2 ] || { echo 'd silent'; failed=0 ask=; }
  fi
  [ -n "$ask" ] && [ -n "$docker" ] && [ -n "$engine" ] && taken || return
  docker -H unix:///var/run/docker.sock events --since 1 --until 1 >/dev/null </dev/null &
  asked=$! late=0 ask=
}
nl='
'
lines() {
  old=$2 new=$3
  IFS=$nl
  for x in $new; do case "$nl$old$nl" in *"$nl$x$nl"*) ;; *) printf '%s%s\\n' "$1" "$x";; esac; done
  unset IFS
}
# Where each etcd keeps its data, which only what it has open tells: watched like a file. One has them soon, or never.
data() {
  for one in $daemons; do
    case "$one $placed " in *:etcd" "*" $one "*) continue;; *:etcd" "*) ;; *) continue;; esac
    l=$(set +f; stat -c %N \${one%:*}/fd/*)
    case $l in *"-> '/"*/member/wal/*) ;; *) continue;; esac
    l=\${l%%/member/wal/*} l=/\${l##*"-> '/"}/member placed="$placed $one"
    case "$l " in *[[:space:]]?*) continue;; esac
    case " $files " in *" $l "*) ;; *) files="$files $l";; esac
  done
}
settings() {
  [ $tries -ge 40 ] || { tries=$((tries+1)); data; }
  now=$(stat -c '%n %i %s %z' $files)
  [ "$now" = "$was_files" ] && return
  lines 'f ' "$was_files" "$now"
  for x in $files; do case "$nl$was_files" in *"$nl$x "*) case "$nl$now" in *"$nl$x "*) ;; *) printf 'f %s\\n' $x;; esac;; esac; done
  was_files=$now
}
rules() {
  # Rules that could not be read while somebody changes them are not gone.
  now=$(iptables -w 1 -S && iptables -w 1 -t nat -S) || return
  [ "$now" = "$was_rules" ] && return
  [ -n "$firstly" ] || { lines 'r + ' "$was_rules" "$now"; lines 'r - ' "$now" "$was_rules"; }
  was_rules=$now
}
sources() {
  [ -z "$ip" ] || keep I ip -o monitor label link address route neigh rule
  [ -z "$bridge" ] || keep B bridge monitor fdb
  [ "$firewall" != events ] || keep X stdbuf -oL xtables-monitor -e
  [ -z "$docker" ] || [ -z "$engine" ] || keep D docker -H unix:///var/run/docker.sock events $since --format '{{.TimeNano}} {{.Type}} {{.Action}} {{.Actor.ID}} {{json .Actor.Attributes}}'
  question
}
ip= bridge= docker= firewall=
has ip && ip=yes || echo lacks ip
has bridge && bridge=yes || echo lacks bridge
has docker && docker=yes || echo lacks docker
if has xtables-monitor && has stdbuf; then case $(iptables -V) in *nf_tables*) firewall=events;; esac; fi
if [ -z "$firewall" ]; then iptables -w 1 -S >/dev/null && firewall=looks || echo lacks iptables; fi
has stat || echo lacks stat
firstly=yes
echo from all
units; processes; settings; [ "$firewall" != looks ] || rules
sources
firstly=
echo upto all
while IFS= read -r beat; do
  n=$((n+1))
  [ -e "$lease" ] && held=yes || held=
  [ -z "$held" ] || [ -n "$was_held" ] || echo held
  # What is announced late, after a pause, may still have happened before. It was the last file to leave its directory.
  [ -n "$held" ] || [ -z "$was_held" ] || echo "freed $(stat -c %.9Y "\${lease%/*}" || date +%s.%N)"
  # What began as another program, such as \`docker daemon\`, may take its time to become one.
  [ $((n%5)) != 0 ] || young=$pids
  units; processes
  # Every second time what takes a process; at once where the app begins or ends its work.
  if [ $((n%2)) = 0 ] || [ "$held" != "$was_held" ]; then was_held=$held; [ "$firewall" != looks ] || rules; settings; fi
  sources
  printf 't %s\\n' "$beat"
done
for tag in I B X D; do eval "kill \\\${pid_$tag:-}"; done
kill $asked
exit 0
`;
