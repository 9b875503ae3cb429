# shellcheck shell=bash
# Long-lived processes: started apart from this shell, and known again by pid, start time and boot, so that a pid
# that the kernel gave to someone else meanwhile is never taken for ours.

has_systemd() { [[ -d /run/systemd/system ]]; }

boot_id() { printf '%s' "$(</proc/sys/kernel/random/boot_id)"; }

# Field 22 of stat, counted after the command's name, which may hold blanks and brackets.
start_time() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  [[ $1 != Z && $1 != X ]] || return 1
  printf '%s' "${20}"
}

# record_process FILE PID
record_process() {
  local started
  started=$(start_time "$2") || return 1
  printf '%s %s %s\n' "$2" "$started" "$(boot_id)" | write_file "$1" 0600
}

# recorded_pid FILE: prints the pid when that very process still lives.
recorded_pid() {
  local pid started boot
  { read -r pid started boot <"$1"; } 2>/dev/null || return 1
  [[ $pid =~ ^[1-9][0-9]*$ && -n $started && $boot == "$(boot_id)" ]] || return 1
  [[ $(start_time "$pid" || true) == "$started" ]] || return 1
  printf '%s' "$pid"
}

kill_recorded() {
  local pid
  pid=$(recorded_pid "$1") || return 0
  kill -KILL "$pid" 2>/dev/null || true
  wait_until 50 process_gone "$1"
}

process_gone() { ! recorded_pid "$1" >/dev/null; }

# wait_until TENTHS COMMAND…: asks again ten times a second.
wait_until() {
  local left=$1
  shift
  until "$@"; do
    ((left-- > 0)) || return 1
    sleep 0.1
  done
}

# A daemon gets no descriptor of ours: neither a lock, nor the pipe on which our caller waits for the end.
close_inherited() {
  local fd
  for fd in /proc/self/fd/*; do
    fd=${fd##*/}
    ((fd < 3)) || eval "exec $fd>&-" 2>/dev/null || true
  done
}

# spawn_daemon UNIT RECORD LOG PREPARE COMMAND…: PREPARE is a function run in the child, or ':'.
spawn_daemon() {
  local unit=$1 record=$2 log=$3 prepare=$4
  shift 4
  : >"$log"
  if has_systemd; then
    spawn_as_unit "$unit" "$log" "$@"
    record_process "$record" "$(systemctl show --property=MainPID --value "$unit.service")"
  else
    (
      trap - EXIT INT TERM HUP
      exec </dev/null >"$log" 2>&1
      close_inherited
      cd /
      $prepare
      exec setsid "$@"
    ) &
    record_process "$record" $!
  fi
}

# With systemd as PID 1 a transient unit of its own outlives the login session that began it.
spawn_as_unit() {
  local unit=$1 log=$2
  shift 2
  systemctl reset-failed "$unit.service" 2>/dev/null || true
  systemd-run --quiet --collect --unit="$unit" --property=Type=exec --property=Delegate=yes --property=KillMode=mixed \
    --property=TasksMax=infinity --property="StandardOutput=append:$log" --property="StandardError=append:$log" \
    --setenv=SYSTEMD_NSPAWN_API_VFS_WRITABLE=yes --setenv=SYSTEMD_SECCOMP=0 -- "$@"
}
