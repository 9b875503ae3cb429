# shellcheck shell=bash
# One node from nothing, or from whatever was left of it, to ready; and many of them side by side.

node_alive() { machine_alive "$1" "$2" && node_network_alive "$1" "$2" && root_mounted "$1" "$2"; }

# raise_node LAB NODE: changes nothing on one that is well.
raise_node() {
  mkdir -p "$(node_run "$1" "$2")"
  if ! node_alive "$1" "$2"; then
    boot_node "$1" "$2"
    wait_ready "$1" "$2"
  else
    forwarder_alive "$1" "$2" || start_forwarder "$1" "$2"
    wait_booted "$1" "$2"
  fi
  refresh_hosts "$1" "$2"
}

boot_node() {
  end_node "$1" "$2"
  ensure_layer "$1" "$2"
  create_node_network "$1" "$2"
  mount_root "$1" "$2"
  configure_root "$1" "$2"
  spawn_machine "$1" "$2"
  start_forwarder "$1" "$2"
}

# Whatever runs or is mounted for this node goes; its layer, keys and port stay.
end_node() {
  stop_forwarder "$1" "$2"
  kill_machine "$1" "$2"
  unmount_root "$1" "$2"
  delete_node_network "$1" "$2"
}

reset_node() {
  mkdir -p "$(node_run "$1" "$2")"
  end_node "$1" "$2"
  new_layer "$1" "$2"
  discard_old_layers "$1" "$2"
  raise_node "$1" "$2"
}

stop_node() {
  shut_down_machine "$1" "$2"
  end_node "$1" "$2"
}

parallelism() {
  local cpus
  cpus=$(nproc)
  printf '%d' $((cpus < 4 ? 4 : cpus))
}

# each_node STAGE WORDS LAB FUNCTION NODE…: side by side, a few at a time; all are waited for before a failure is said.
each_node() {
  local stage=$1 words=$2 lab=$3 work=$4 total done=0 running=0 failed='' node errors
  shift 4
  total=$#
  errors=$(mktemp -d "$(lab_run "$lab")/errors.XXXXXX")
  for node in "$@"; do
    (
      WORKER_ERROR=$errors/$node.said
      exec 2>"$errors/$node.stderr"
      # One that ends without a word would leave nobody a clue.
      set -E
      trap 'printf "status %s of: %s\n" "$?" "$BASH_COMMAND" >&2' ERR
      "$work" "$lab" "$node"
    ) &
    if ((++running >= $(parallelism))); then
      wait -n || failed=yes
      running=$((running - 1)) done=$((done + 1))
      progress "$stage" $((done * 100 / total)) "$done of $total nodes $words"
    fi
  done
  while ((running > 0)); do
    wait -n || failed=yes
    running=$((running - 1)) done=$((done + 1))
    progress "$stage" $((done * 100 / total)) "$done of $total nodes $words"
  done
  [[ -z $failed ]] || say_first_failure "$errors"
  delete_tree "$errors"
}

say_first_failure() {
  local file words
  for file in "$1"/*.said; do
    [[ ! -s $file ]] || fail_as_worker_said "$file"
  done
  words=$(cat "$1"/*.stderr | tail -n 3 | tr '\n' ' ' | cut -c1-500)
  fail internal "Work on a node ended unexpectedly. $words" "Run the command again." "the nodes that are up, and what was made of the others"
}
