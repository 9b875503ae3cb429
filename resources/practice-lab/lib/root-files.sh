# shellcheck shell=bash
# A node's files: the base below, a layer of its own above. 'current' names the layer; a reset makes a new one, moves
# the name and only then throws the old one away, so a kill leaves the node with one whole layer.

current_layer() {
  local name
  name=$(readlink "$(node_dir "$1" "$2")/current" 2>/dev/null) || return 1
  [[ -d $(node_dir "$1" "$2")/$name/upper && -d $(node_dir "$1" "$2")/$name/docker ]] || return 1
  printf '%s/%s' "$(node_dir "$1" "$2")" "$name"
}

# /var/lib/docker is a plain directory: Docker's overlay2 does not work on top of an overlay.
new_layer() {
  local dir layer
  dir=$(node_dir "$1" "$2")
  layer=$(mktemp -d "$dir/layer-XXXXXX")
  chmod 0755 "$layer"
  mkdir "$layer/upper" "$layer/work" "$layer/docker"
  chmod 0710 "$layer/docker"
  ln -sfn "${layer##*/}" "$dir/current.new"
  mv -fT "$dir/current.new" "$dir/current"
  printf '%s\n' "$LAB_BASE" | write_file "$dir/base" 0600
}

# A layer fits only the base that it was made on.
ensure_layer() {
  if ! current_layer "$1" "$2" >/dev/null || [[ $(cat "$(node_dir "$1" "$2")/base" 2>/dev/null) != "$LAB_BASE" ]]; then
    new_layer "$1" "$2"
  fi
}

discard_old_layers() {
  local dir layer current
  dir=$(node_dir "$1" "$2")
  current=$(readlink "$dir/current" 2>/dev/null || true)
  for layer in "$dir"/layer-*; do
    [[ ${layer##*/} == "$current" ]] || discard_tree "$layer"
  done
}

root_mounted() { mountpoint -q "$(node_root "$1" "$2")" 2>/dev/null; }

mount_root() {
  local layer root
  layer=$(current_layer "$1" "$2")
  root=$(node_root "$1" "$2")
  unmount_root "$1" "$2"
  mkdir -p "$root"
  mount -t overlay "overlay-lab-$1-$2" -o "lowerdir=$STATE/base/$LAB_BASE,upperdir=$layer/upper,workdir=$layer/work" "$root" ||
    fail kernel-feature "The layers of $2 could not be mounted." "OVERLAY_LAB_STATE must be on a file system that overlayfs accepts as its upper layer, such as ext4, xfs or btrfs."
}

# More than one mount may lie on the same place after a kill at a bad moment.
unmount_root() {
  local root
  root=$(node_root "$1" "$2")
  while root_mounted "$1" "$2"; do
    umount "$root" 2>/dev/null || umount -l "$root" || return 1
  done
}
