# shellcheck shell=bash
# A host without systemd has nobody who gives each node a control group of its own. Without one, all nodes would
# share the host's groups: two systemds would work in one 'system.slice'.

# Prints the mount point of every hierarchy with this shell's own path in it: what is made stays inside the limits
# of whoever started us.
own_cgroup_dirs() {
  local id controllers path
  while IFS=: read -r id controllers path; do
    local mount
    if [[ $id == 0 ]]; then
      mount=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
    else
      mount=$(awk -v want="$controllers" '$3 == "cgroup" && index("," $4 ",", "," want ",") { print $2; exit }' /proc/mounts)
    fi
    [[ -z $mount ]] || printf '%s%s\n' "$mount" "${path%/}"
  done <"/proc/self/cgroup"
}

# Group version 1 'cpuset' is born without processors; a process can enter only when it has some.
make_cgroup() {
  local dir=$1 parent=${1%/*} file
  mkdir "$dir" 2>/dev/null || [[ -d $dir ]] || return 1
  for file in cpuset.cpus cpuset.mems; do
    [[ ! -f $dir/$file || -n $(cat "$dir/$file") ]] || cat "$parent/$file" >"$dir/$file" 2>/dev/null || true
  done
}

# enter_cgroups LAB NODE: moves this shell (the one that becomes the node) and notes the groups for remove_cgroups.
enter_cgroups() {
  local base dir
  own_cgroup_dirs | while read -r base; do
    dir=$base/overlay-lab
    make_cgroup "$dir" || continue
    make_cgroup "$dir/$1" && make_cgroup "$dir/$1/$2" || continue
    printf '%s\n' "$dir/$1/$2"
  done >"$(node_run "$1" "$2")/cgroups"
  while read -r dir; do
    printf '%s' "$BASHPID" >"$dir/cgroup.procs" || true
  done <"$(node_run "$1" "$2")/cgroups"
}

# Every process that is still in the node's groups, whatever became of its parents.
cgroup_pids() {
  local dir
  [[ -f $(node_run "$1" "$2")/cgroups ]] || return 0
  while read -r dir; do
    [[ $dir == */overlay-lab/"$1"/"$2" && -d $dir ]] || continue
    find "$dir" -name cgroup.procs -exec cat {} + 2>/dev/null || true
  done <"$(node_run "$1" "$2")/cgroups" | sort -un
}

remove_cgroups() {
  local dir
  [[ -f $(node_run "$1" "$2")/cgroups ]] || return 0
  while read -r dir; do
    [[ $dir == */overlay-lab/"$1"/"$2" ]] || continue
    [[ ! -d $dir ]] || find "$dir" -depth -type d -exec rmdir {} + 2>/dev/null || true
    rmdir "${dir%/*}" "${dir%/*/*}" 2>/dev/null || true
  done <"$(node_run "$1" "$2")/cgroups"
}

# Moves this shell beside the node's processes, so that 'exec' counts to the node. Not being able to is no error.
join_cgroups_of() {
  local leader=$1 dir path id controllers
  while IFS=: read -r id controllers path; do
    if [[ $id == 0 ]]; then
      dir=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
    else
      dir=$(awk -v want="$controllers" '$3 == "cgroup" && index("," $4 ",", "," want ",") { print $2; exit }' /proc/mounts)
    fi
    [[ -z $dir ]] || { printf '%s' "$BASHPID" >"$dir$path/cgroup.procs"; } 2>/dev/null || true
  done <"/proc/$leader/cgroup"
}
