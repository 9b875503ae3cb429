# shellcheck shell=bash
# Verbs about a whole lab: up, start, stop, down.

verb_up() {
  parse_up_arguments "$@"
  require_linux_and_root
  require_packages
  lock_lab "$UP_NAME"
  local before
  describe_lab "$UP_NAME"
  before=$(lab_nodes "$UP_NAME" | wc -l)
  ((LAB_NODES >= before)) || LAB_NODES=$before
  raise_lab "$UP_NAME"
}

# Joins what the lab already is with what the command asks for.
describe_lab() {
  local old_access
  if ! read_lab "$1"; then
    [[ ! -d $(lab_dir "$1") ]] || recover_lab "$1"
    LAB_UID=$(caller_uid) LAB_GID=$(caller_gid)
  fi
  [[ -z $LAB_SUITE || -z $UP_SUITE || $UP_SUITE == "$LAB_SUITE" ]] ||
    fail bad-usage "The lab '$1' is made of Debian $LAB_SUITE." "Take it down first, or use another name for a lab of $UP_SUITE."
  LAB_SUITE=${LAB_SUITE:-${UP_SUITE:-bookworm}}
  ((LAB_NODES > 0)) || LAB_NODES=2
  [[ -z $UP_NODES ]] || LAB_NODES=$UP_NODES
  old_access=$LAB_ACCESS
  LAB_ACCESS=${UP_ACCESS:-${LAB_ACCESS:-$(default_access_dir "$1")}}
  if [[ -n $old_access && $old_access != "$LAB_ACCESS" ]]; then move_access "$1" "$old_access"; fi
}

# Whoever asks for another directory gets the files as their own.
move_access() {
  local new=$LAB_ACCESS
  LAB_ACCESS=$2
  remove_access
  LAB_ACCESS=$new LAB_UID=$(caller_uid) LAB_GID=$(caller_gid)
  rm -f "$(lab_dir "$1")/lab.yaml"
}

# raise_lab NAME: LAB_* say what it should be.
raise_lab() {
  local lab=$1 nodes=() i waiting=0
  for ((i = 1; i <= LAB_NODES; i++)); do nodes+=("node$i"); done
  for i in "${nodes[@]}"; do node_alive "$lab" "$i" || waiting=$((waiting + 1)); done
  if ((waiting)); then
    require_memory "$waiting"
    require_disk "$DISK_FOR_NODES_KB"
    require_kernel_features
  fi
  base_ready "$LAB_BASE" || ensure_base "$LAB_SUITE"
  prepare_lab "$lab" "${nodes[@]}"
  each_node boot ready "$lab" raise_node "${nodes[@]}"
  write_access "$lab"
  empty_trash
  tell_lab "$lab"
}

prepare_lab() {
  local lab=$1 node
  shift
  progress nodes 0 "Preparing $# node(s)"
  mkdir -p "$(lab_run "$lab")"
  for node in "$(lab_run "$lab")"/errors.*; do delete_tree "$node"; done
  write_lab "$lab"
  ensure_lab_secrets "$lab"
  for node in "$@"; do ensure_identity "$lab" "$node"; done
  allocate_ports "$lab" "$@"
  ensure_switch "$lab"
  raise_host_limits
}

tell_lab() {
  [[ $JSON == yes ]] || lab_text "$1"
  say "ssh -F '$LAB_ACCESS/ssh_config' node1"
  result "$(lab_json "$1")"
}

take_known_lab() {
  check_known_lab "${1:-}"
  require_linux_and_root
  require_packages
  lock_lab "$1"
  read_lab "$1" || recover_lab "$1"
}

verb_start() {
  check_lab_name "${1:-}"
  no_more_arguments "${@:2}"
  require_linux_and_root
  check_known_lab "$1"
  verb_up "$1"
}

verb_stop() {
  check_lab_name "${1:-}"
  no_more_arguments "${@:2}"
  require_linux_and_root
  take_known_lab "$1"
  local nodes
  mapfile -t nodes < <(lab_nodes "$1")
  mkdir -p "$(lab_run "$1")"
  each_node stop stopped "$1" stop_node "${nodes[@]}"
  delete_all_namespaces "$1"
  tell_lab "$1"
}

verb_down() {
  check_lab_name "${1:-}"
  no_more_arguments "${@:2}"
  require_linux_and_root
  lock_lab "$1"
  remove_lab "$1"
  remove_lab_lock "$1"
  say "The lab '$1' is gone."
  result "\"name\":\"$1\",\"state\":\"gone\""
}

# Works from any half-made state and finds nothing to do the second time.
remove_lab() {
  local lab=$1 nodes
  read_lab "$lab" || recover_lab "$lab"
  mapfile -t nodes < <({ lab_nodes "$lab"; leftover_nodes "$lab"; } | sort -u)
  mkdir -p "$(lab_run "$lab")"
  ((${#nodes[@]} == 0)) || each_node down removed "$lab" end_node "${nodes[@]}"
  delete_all_namespaces "$lab"
  remove_access
  forget_access "$lab"
  discard_tree "$(lab_dir "$lab")"
  delete_tree "$(lab_run "$lab")"
  restore_host_limits
  empty_trash
}

# Nodes of which only run-time traces are left.
leftover_nodes() {
  local path
  for path in "$(lab_run "$1")"/node* "/run/netns/overlay-lab-$1"-node*; do
    [[ ! -e $path || ! ${path##*[/-]} =~ ^node[0-9]+$ ]] || printf '%s\n' "${path##*[/-]}"
  done
}
