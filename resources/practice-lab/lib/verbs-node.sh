# shellcheck shell=bash
# Verbs about single nodes: reset, shell, exec.

verb_reset() {
  check_lab_name "${1:-}"
  local lab=$1 nodes node
  shift
  require_linux_and_root
  take_known_lab "$lab"
  mapfile -t nodes < <(lab_nodes "$lab")
  if (($#)); then
    for node in "$@"; do check_known_node "$lab" "$node"; done
    nodes=("$@")
  fi
  require_kernel_features
  base_ready "$LAB_BASE" || ensure_base "$LAB_SUITE"
  prepare_lab "$lab" "${nodes[@]}"
  each_node reset "pristine and ready" "$lab" reset_node "${nodes[@]}"
  write_access "$lab"
  empty_trash
  tell_lab "$lab"
}

# The node's PID 1, or the end.
running_leader() {
  check_known_lab "${1:-}"
  [[ -n ${2:-} ]] || fail bad-usage "The name of the node is missing."
  check_known_node "$1" "$2"
  LEADER=$(leader_pid "$1" "$2") || fail boot-failed "$2 of lab '$1' does not run." "practice-lab up $1" "the lab as it is"
}

# 'script' gives the shell a terminal of the node's own: the host's is not visible inside.
verb_shell() {
  local LEADER
  no_more_arguments "${@:3}"
  require_linux_and_root
  running_leader "$@"
  join_cgroups_of "$LEADER"
  LAST_LINE_SAID=yes
  exec_in_node "$LEADER" script --quiet --return --command 'cd; exec bash -l' /dev/null
}

verb_exec() {
  local LEADER lab=${1:-} node=${2:-}
  require_linux_and_root
  running_leader "$lab" "$node"
  shift 2
  [[ ${1:-} == -- ]] || fail bad-usage "Before the command there must be '--'." "practice-lab exec $lab $node -- CMD…"
  shift
  (($#)) || fail bad-usage "The command is missing." "practice-lab exec $lab $node -- CMD…"
  join_cgroups_of "$LEADER"
  LAST_LINE_SAID=yes
  exec_in_node "$LEADER" "$@"
}
