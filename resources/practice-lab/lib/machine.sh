# shellcheck shell=bash
# A node's machine: systemd-nspawn boots it; 'leader' is the node's PID 1 as the host sees it.

supervisor_record() { printf '%s/supervisor' "$(node_run "$1" "$2")"; }
leader_record() { printf '%s/leader' "$(node_run "$1" "$2")"; }
# Also the machine's name for nspawn, which wants it to be the only one on the host; inside it is just 'node1'.
machine_name() { printf 'overlay-lab-%s-%s' "$1" "$2"; }

spawn_machine() {
  local layer keeper=()
  layer=$(current_layer "$1" "$2")
  has_systemd || keeper=("$LAB_HOME/lib/keep-node")
  # Docker needs a writable /sys and /proc/sys; nspawn's own filter of system calls stands in its way, too.
  export SYSTEMD_NSPAWN_API_VFS_WRITABLE=yes SYSTEMD_SECCOMP=0
  spawn_daemon "$(machine_name "$1" "$2")" "$(supervisor_record "$1" "$2")" "$(node_run "$1" "$2")/console.log" \
    "enter_cgroups $1 $2" "${keeper[@]}" \
    systemd-nspawn --quiet --boot --register=no --keep-unit --directory="$(node_root "$1" "$2")" \
    --machine="$(machine_name "$1" "$2")" --hostname="$2" --network-namespace-path="/run/netns/$(node_ns "$1" "$2")" \
    --capability=all --bind="$layer/docker:/var/lib/docker" \
    --resolv-conf=off --timezone=off --link-journal=no --console=pipe
}

# Where a machine of this lab runs that is kept below another root: the names of machines and networks are the host's, so
# what goes by them must not reach it.
runs_elsewhere() {
  local pid word
  for pid in $(grep -lszE -e "^--machine=overlay-lab-$1-node[0-9]+$" /proc/[0-9]*/cmdline | cut -d/ -f3); do
    while IFS= read -r -d '' word; do
      [[ $word != --directory=* || $word == "--directory=$RUN/"* ]] || { printf '%s' "${word#*=}" && return 0; }
    done 2>/dev/null <"/proc/$pid/cmdline"
  done
  return 1
}

supervisor_pid() { daemon_pid "$(machine_name "$1" "$2")" "$(supervisor_record "$1" "$2")"; }
supervisor_alive() { supervisor_pid "$1" "$2" >/dev/null; }
machine_gone() { ! supervisor_alive "$1" "$2"; }
machine_alive() { supervisor_alive "$1" "$2" && leader_pid "$1" "$2" >/dev/null; }

children_of() { cat "/proc/$1/task"/*/children 2>/dev/null || true; }

# The child, or the keeper's grandchild, that is number 1 in a PID namespace of its own.
find_leader() {
  local supervisor child pids
  supervisor=$(supervisor_pid "$1" "$2") || return 1
  pids=$(children_of "$supervisor")
  for child in $pids; do pids+=" $(children_of "$child")"; done
  for child in $pids; do
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

# Asks PID 1 to power off and waits; SIGRTMIN+4 is systemd's own signal for it.
shut_down_machine() {
  local leader
  leader=$(leader_pid "$1" "$2") || return 0
  kill -s RTMIN+4 "$leader" 2>/dev/null || true
  wait_until 250 machine_gone "$1" "$2" || true
}

# The hard end: killing PID 1 of the namespace kills all in it. The supervisor goes first, lest it boot again.
kill_machine() {
  local pid
  end_daemon "$(machine_name "$1" "$2")" "$(supervisor_record "$1" "$2")"
  kill_recorded "$(leader_record "$1" "$2")"
  for pid in $(pids_by_argument "--machine=$(machine_name "$1" "$2")") $(cgroup_pids "$1" "$2") $(namespace_pids "$(node_ns "$1" "$2")"); do
    kill -KILL "$pid" 2>/dev/null || true
  done
  wait_until 300 nothing_left_of "$1" "$2" || true
  remove_cgroups "$1" "$2"
  remove_nspawn_traces "$(machine_name "$1" "$2")"
  rm -f "$(leader_record "$1" "$2")"
}

nothing_left_of() { [[ -z $(cgroup_pids "$1" "$2")$(namespace_pids "$(node_ns "$1" "$2")") ]]; }

# Processes that live in this network and in another PID namespace than ours: a node's own. Someone's tcpdump that
# looks into the network from outside is not among them.
namespace_pids() {
  local pid ours
  ours=$(readlink /proc/self/ns/pid)
  for pid in $(network_pids "$1"); do
    [[ $(readlink "/proc/$pid/ns/pid" 2>/dev/null || printf '%s' "$ours") == "$ours" ]] || printf '%s\n' "$pid"
  done
}

# A killed nspawn of systemd 254 and later leaves a mount that keeps the next one from starting.
remove_nspawn_traces() {
  local dir=/run/systemd/nspawn/unix-export/$1
  [[ ! -d $dir ]] || { umount -l "$dir" 2>/dev/null || true; rmdir "$dir" 2>/dev/null || true; }
  rmdir "/run/systemd/nspawn/propagate/$1" 2>/dev/null || true
}

console_tail() {
  tail -n 5 "$(node_run "$1" "$2")/console.log" 2>/dev/null | tr -d '\033' | tr '\n' ' ' | cut -c1-600
}
