# shellcheck shell=bash
# Where everything is. What must outlive a restart of the machine is in STATE; what runs is described in RUN.

STATE=${OVERLAY_LAB_STATE:-/var/lib/overlay-lab/practice}
RUN=${OVERLAY_LAB_RUN:-/run/overlay-lab/practice}
readonly NETWORK_PREFIX=192.168.236
readonly FIRST_HOST=130
readonly FIRST_PORT=2201
readonly MAX_NODES=60

# Only root may enter: the nodes' files hold set-uid programs and password hashes.
make_private_dirs() {
  [[ $STATE$RUN =~ ^/[A-Za-z0-9._/-]+$ ]] || fail bad-usage "OVERLAY_LAB_STATE is no path that mounts can name: $STATE" "Use only A-Z, a-z, 0-9, '.', '_', '-' and '/'."
  mkdir -p "$STATE" "$RUN/locks"
  chmod 0700 "$STATE" "$RUN"
  mkdir -p "$STATE/base" "$STATE/labs" "$STATE/trash" "$RUN/labs"
}

lab_dir() { printf '%s/labs/%s' "$STATE" "$1"; }
lab_run() { printf '%s/labs/%s' "$RUN" "$1"; }
node_dir() { printf '%s/labs/%s/nodes/%s' "$STATE" "$1" "$2"; }
node_run() { printf '%s/labs/%s/%s' "$RUN" "$1" "$2"; }
node_root() { printf '%s/labs/%s/%s/root' "$RUN" "$1" "$2"; }
node_address() { printf '%s.%d' "$NETWORK_PREFIX" $((FIRST_HOST + ${1#node} - 1)); }

# Deletes a tree, never across a mount: a node's file system that is still mounted is not walked into.
delete_tree() {
  [[ -e $1 || -L $1 ]] || return 0
  [[ $1 == "$STATE"/* || $1 == "$RUN"/* ]] || return 1
  rm -rf --one-file-system -- "$1"
}

# Big trees are renamed first, so that a kill in the middle leaves rubbish in one known place and nothing half-made.
discard_tree() {
  [[ -e $1 || -L $1 ]] || return 0
  local target
  target=$(mktemp -d "$STATE/trash/XXXXXXXX")
  mv -- "$1" "$target/"
}

empty_trash() {
  local item
  for item in "$STATE"/trash/*; do delete_tree "$item" || true; done
}

# Written beside and renamed, so a reader sees the old text or the new one, never a part.
write_file() {
  local path=$1 mode=$2 temp
  temp=$(mktemp "$path.XXXXXX")
  cat >"$temp"
  chmod "$mode" "$temp"
  mv -f -- "$temp" "$path"
}
