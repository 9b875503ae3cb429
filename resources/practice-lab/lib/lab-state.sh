# shellcheck shell=bash
# What a lab is: a few values in one file. A file that was cut short is not trusted; its values are found again
# from the nodes' directories.

LAB_SUITE='' LAB_BASE='' LAB_NODES=0 LAB_ACCESS='' LAB_UID=0 LAB_GID=0

write_lab() {
  mkdir -p "$(lab_dir "$1")/nodes"
  write_file "$(lab_dir "$1")/lab" 0600 <<TEXT
suite=$LAB_SUITE
base=$LAB_BASE
nodes=$LAB_NODES
access=$LAB_ACCESS
uid=$LAB_UID
gid=$LAB_GID
complete=yes
TEXT
}

read_lab() {
  local key value complete=no
  LAB_SUITE='' LAB_BASE='' LAB_NODES=0 LAB_ACCESS='' LAB_UID=0 LAB_GID=0
  [[ -f $(lab_dir "$1")/lab ]] || return 1
  while IFS='=' read -r key value; do
    case $key in
      suite) LAB_SUITE=$value ;;
      base) LAB_BASE=$value ;;
      nodes) LAB_NODES=$value ;;
      access) LAB_ACCESS=$value ;;
      uid) LAB_UID=$value ;;
      gid) LAB_GID=$value ;;
      complete) complete=$value ;;
    esac
  done <"$(lab_dir "$1")/lab"
  [[ $complete == yes && $LAB_SUITE =~ ^[a-z]+$ && $LAB_NODES =~ ^[0-9]+$ && $LAB_UID =~ ^[0-9]+$ && $LAB_GID =~ ^[0-9]+$ ]]
}

# The names of the nodes that have a directory, in order.
lab_nodes() {
  local dir i
  dir=$(lab_dir "$1")/nodes
  for ((i = 1; i <= MAX_NODES; i++)); do
    [[ ! -d $dir/node$i ]] || printf 'node%d\n' "$i"
  done
}

# Each node remembers its base, so a lab whose file is lost keeps its suite.
recover_lab() {
  local nodes
  nodes=$(lab_nodes "$1")
  nodes=${nodes##*node}
  LAB_NODES=${nodes:-0}
  LAB_BASE=$(cat "$(lab_dir "$1")"/nodes/*/base 2>/dev/null | head -n 1 || true)
  LAB_SUITE=${LAB_BASE%-*}
  [[ $LAB_SUITE == bookworm || $LAB_SUITE == trixie ]] || LAB_SUITE='' LAB_BASE=''
}

all_labs() {
  local dir
  for dir in "$STATE"/labs/*/; do
    [[ ! -d $dir ]] || basename "$dir"
  done
}

# Whose files the access directory holds: those of the person behind sudo.
caller_uid() { if [[ ${SUDO_UID:-} =~ ^[0-9]+$ ]]; then printf '%s' "$SUDO_UID"; else id -u; fi; }
caller_gid() { if [[ ${SUDO_GID:-} =~ ^[0-9]+$ ]]; then printf '%s' "$SUDO_GID"; else id -g; fi; }

default_access_dir() {
  local home
  home=$(getent passwd "$(caller_uid)" | cut -d: -f6)
  [[ -n ${SUDO_UID:-} ]] || home=${HOME:-$home}
  printf '%s/overlay-lab/practice/%s' "${XDG_DATA_HOME:-$home/.local/share}" "$1"
}
