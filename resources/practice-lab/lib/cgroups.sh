# shellcheck shell=bash
# A host without systemd has nobody who gives each node control groups of its own. Without them all nodes would share
# the host's: two systemds would work in one 'system.slice'.

# The directory of a process in every hierarchy.
cgroup_dirs_of() {
  local id controllers path mount
  while IFS=: read -r id controllers path; do
    if [[ $id == 0 ]]; then
      mount=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
    else
      mount=$(awk -v want="$controllers" '$3 == "cgroup" && index("," $4 ",", "," want ",") { print $2; exit }' /proc/mounts)
    fi
    [[ -z $mount ]] || printf '%s%s\n' "$mount" "${path%/}"
  done <"/proc/$1/cgroup"
}

# Version 1's 'cpuset' is born without processors; version 2 passes controllers on only when told. Neither is needed
# for the node to run, so a refusal is no error.
make_cgroup() {
  local dir=$1 parent=${1%/*} file controller
  mkdir "$dir" 2>/dev/null || [[ -d $dir ]] || return 1
  for file in cpuset.cpus cpuset.mems; do
    [[ ! -f $dir/$file || -f $dir/cgroup.type || -n $(cat "$dir/$file") ]] || cat "$parent/$file" >"$dir/$file" 2>/dev/null || true
  done
  [[ -f $parent/cgroup.subtree_control ]] || return 0
  for controller in cpuset cpu io memory hugetlb pids; do
    { printf '+%s' "$controller" >"$parent/cgroup.subtree_control"; } 2>/dev/null || true
  done
}

cgroup_list() { printf '%s/cgroups' "$(node_run "$1" "$2")"; }

# Below our own groups, so that the node stays inside the limits of whoever started us. Prints the node's groups.
make_node_cgroups() {
  local base dir
  cgroup_dirs_of self | while read -r base; do
    dir=$base/overlay-lab/$1/$2
    if make_cgroup "$base/overlay-lab" && make_cgroup "$base/overlay-lab/$1" && make_cgroup "$dir"; then
      printf '%s\n' "$dir"
    fi
  done
}

# enter_cgroups LAB NODE: moves this shell, the one that becomes the node.
enter_cgroups() {
  local dir
  make_node_cgroups "$1" "$2" >"$(cgroup_list "$1" "$2")"
  while read -r dir; do
    # In version 2 a group with processes of its own cannot pass controllers on, so the keeper sits in a leaf.
    if [[ -f $dir/cgroup.type ]]; then
      mkdir -p "$dir/keeper"
      dir=$dir/keeper
    fi
    { printf '%s' "$BASHPID" >"$dir/cgroup.procs"; } 2>/dev/null || true
  done <"$(cgroup_list "$1" "$2")"
}

# node_cgroups LAB NODE: those that the node was put into; a list that was tampered with leads nowhere else.
node_cgroups() {
  local dir
  [[ -f $(cgroup_list "$1" "$2") ]] || return 0
  while read -r dir; do
    [[ $dir != */overlay-lab/"$1"/"$2" || ! -d $dir ]] || printf '%s\n' "$dir"
  done <"$(cgroup_list "$1" "$2")"
}

# Every process that is still in the node's groups, whatever became of its parents.
cgroup_pids() {
  local dir
  node_cgroups "$1" "$2" | while read -r dir; do
    find "$dir" -name cgroup.procs -exec cat {} + 2>/dev/null || true
  done | sort -un
}

remove_cgroups() {
  local dir
  node_cgroups "$1" "$2" | while read -r dir; do
    find "$dir" -depth -type d -exec rmdir {} + 2>/dev/null || true
    rmdir "${dir%/*}" "${dir%/*/*}" 2>/dev/null || true
  done
}

# Moves this shell beside the node's processes, so that 'exec' counts to the node.
join_cgroups_of() {
  local dir
  cgroup_dirs_of "$1" | while read -r dir; do
    { printf '%s' "$$" >"$dir/cgroup.procs"; } 2>/dev/null || true
  done
}
