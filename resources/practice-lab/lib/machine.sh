# shellcheck shell=bash
# A node's machine: systemd-nspawn boots it; 'leader' is the node's PID 1 as the host sees it.

supervisor_record() { printf '%s/supervisor' "$(node_run "$1" "$2")"; }
leader_record() { printf '%s/leader' "$(node_run "$1" "$2")"; }
machine_unit() { printf 'overlay-lab-%s-%s' "$1" "$2"; }

spawn_machine() {
  local layer root
  layer=$(current_layer "$1" "$2")
  root=$(node_root "$1" "$2")
  # Docker needs a writable /sys and /proc/sys. The clock and the modules are the host's: a node must not change them.
  export SYSTEMD_NSPAWN_API_VFS_WRITABLE=yes SYSTEMD_SECCOMP=0
  spawn_daemon "$(machine_unit "$1" "$2")" "$(supervisor_record "$1" "$2")" "$(node_run "$1" "$2")/console.log" \
    "enter_cgroups $1 $2" \
    systemd-nspawn --quiet --boot --register=no --keep-unit --directory="$root" --machine="$2" \
    --network-namespace-path="/run/netns/$(node_ns "$1" "$2")" --capability=all \
    --drop-capability=CAP_SYS_TIME,CAP_SYS_MODULE --bind="$layer/docker:/var/lib/docker" \
    --resolv-conf=off --timezone=off --link-journal=no --console=pipe
}

# The child of the supervisor that is number 1 in a PID namespace of its own.
find_leader() {
  local supervisor child
  supervisor=$(recorded_pid "$(supervisor_record "$1" "$2")") || return 1
  for child in $(cat "/proc/$supervisor/task"/*/children 2>/dev/null); do
    if grep -qE '^NSpid:.*[[:space:]]1$' "/proc/$child/status" 2>/dev/null; then
      record_process "$(leader_record "$1" "$2")" "$child" && return 0
    fi
  done
  return 1
}

# After a reboot from inside there is a new leader under the same supervisor.
leader_pid() {
  recorded_pid "$(leader_record "$1" "$2")" && return 0
  find_leader "$1" "$2" && recorded_pid "$(leader_record "$1" "$2")"
}

supervisor_alive() { recorded_pid "$(supervisor_record "$1" "$2")" >/dev/null; }

machine_alive() { supervisor_alive "$1" "$2" && leader_pid "$1" "$2" >/dev/null; }

# Asks PID 1 to power off and waits; SIGRTMIN+4 is systemd's own signal for it.
shut_down_machine() {
  local leader
  leader=$(leader_pid "$1" "$2") || return 0
  kill -s RTMIN+4 "$leader" 2>/dev/null || true
  wait_until 250 machine_gone "$1" "$2" || true
}

machine_gone() { ! supervisor_alive "$1" "$2"; }

# The hard end: killing PID 1 of the namespace kills all in it. What no record names is found by the node's control
# groups and network namespace.
kill_machine() {
  local pid
  kill_recorded "$(leader_record "$1" "$2")"
  kill_recorded "$(supervisor_record "$1" "$2")"
  ! has_systemd || systemctl stop "$(machine_unit "$1" "$2").service" 2>/dev/null || true
  for pid in $(cgroup_pids "$1" "$2") $(namespace_pids "$(node_ns "$1" "$2")"); do
    kill -KILL "$pid" 2>/dev/null || true
  done
  remove_cgroups "$1" "$2"
  rm -f "$(leader_record "$1" "$2")" "$(supervisor_record "$1" "$2")"
}

# Processes whose network is this namespace.
namespace_pids() {
  local inode link
  ns_alive "$1" || return 0
  inode=$(stat -c %i "/run/netns/$1")
  for link in /proc/[0-9]*/ns/net; do
    [[ $(readlink "$link" 2>/dev/null) != "net:[$inode]" ]] || printf '%s\n' "${link//[!0-9]/}"
  done
}

console_tail() {
  tail -n 5 "$(node_run "$1" "$2")/console.log" 2>/dev/null | tr -d '\033' | tr '\n' ' ' | cut -c1-600
}
