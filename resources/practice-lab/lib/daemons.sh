# shellcheck shell=bash
# Starting what must live on after this program: as a transient unit where systemd is PID 1, so that it outlives the
# login session; else as a session of its own.

has_systemd() { [[ -d /run/systemd/system ]]; }

# A daemon gets no descriptor of ours: neither a lock, nor the pipe on which our caller waits for the end.
close_inherited() {
  local fd
  for fd in /proc/self/fd/*; do
    fd=${fd##*/}
    ((fd < 3)) || eval "exec $fd>&-" 2>/dev/null || true
  done
}

# spawn_daemon UNIT RECORD LOG PREPARE COMMAND…: PREPARE is a function that the child runs first, or ':'.
spawn_daemon() {
  local unit=$1 record=$2 log=$3 prepare=$4
  shift 4
  : >"$log"
  if has_systemd; then
    spawn_as_unit "$unit" "$log" "$@"
    daemon_pid "$unit" "$record" >/dev/null || true
  else
    (
      exec </dev/null >"$log" 2>&1
      close_inherited
      cd /
      $prepare
      exec setsid "$@"
    ) &
    record_process "$record" $! || true
  fi
}

# Status 133 is systemd-nspawn's word for 'rebooted from inside: start me again'.
spawn_as_unit() {
  local unit=$1 log=$2
  shift 2
  systemctl stop "$unit.service" 2>/dev/null || true
  systemctl reset-failed "$unit.service" 2>/dev/null || true
  systemd-run --quiet --collect --unit="$unit" --property=Type=exec --property=Delegate=yes --property=KillMode=mixed \
    --property=TasksMax=infinity --property=RestartForceExitStatus=133 --property=SuccessExitStatus=133 \
    --property="StandardOutput=append:$log" --property="StandardError=append:$log" \
    --setenv=SYSTEMD_NSPAWN_API_VFS_WRITABLE=yes --setenv=SYSTEMD_SECCOMP=0 -- "$@"
}

# daemon_pid UNIT RECORD: a unit that systemd started again has a new process, which is recorded then.
daemon_pid() {
  local pid
  recorded_pid "$2" && return 0
  has_systemd || return 1
  pid=$(systemctl show --property=MainPID --value "$1.service" 2>/dev/null) || return 1
  [[ $pid != 0 ]] && record_process "$2" "$pid" && printf '%s' "$pid"
}

# end_daemon UNIT RECORD
end_daemon() {
  kill_recorded "$2"
  ! has_systemd || systemctl stop "$1.service" 2>/dev/null || true
  rm -f "$2"
}
