# shellcheck shell=bash
# Where everything is. What must outlive a restart of the machine is in STATE; what runs is described in RUN.

STATE=${OVERLAY_LAB_STATE:-/var/lib/overlay-lab-practice}
RUN=${OVERLAY_LAB_RUN:-/run/overlay-lab-practice}
STATE=${STATE%/} RUN=${RUN%/}
# With a RUN of its own, as in tests, notes of its own.
ACCESS_NOTES=/run/overlay-lab-access
[[ -z ${OVERLAY_LAB_RUN:-} ]] || ACCESS_NOTES=$RUN/access
# Where an earlier version kept all of it, among the notes that labs keep on a node: see former.sh.
FORMER_STATE=${OVERLAY_LAB_FORMER_STATE:-/var/lib/overlay-lab/practice}
FORMER_RUN=${OVERLAY_LAB_FORMER_RUN:-/run/overlay-lab/practice}
readonly MARK=.overlay-lab-practice
readonly NETWORK_PREFIX=192.168.236
readonly FIRST_HOST=130
readonly FIRST_PORT=2201
readonly MAX_NODES=60

# Only root may enter: the nodes' files hold set-uid programs and password hashes.
make_private_dirs() {
  [[ $STATE$RUN =~ ^/[A-Za-z0-9._/-]+$ ]] || fail bad-usage "OVERLAY_LAB_STATE is no path that mounts can name: $STATE" "Use only A-Z, a-z, 0-9, '.', '_', '-' and '/'."
  move_former_root
  claim_root "$STATE" base labs trash lost+found
  claim_root "$RUN" locks labs inotify access
  mkdir -p "$STATE/base" "$STATE/labs" "$STATE/trash" "$RUN/labs" "$RUN/locks"
  local dir
  for dir in "$STATE/base" "$STATE/labs" "$STATE/trash" "$RUN/labs" "$RUN/locks"; do require_no_link "$dir"; done
}

require_no_link() {
  local real
  real=$(readlink -m -- "$1")
  [[ $real == "$1" ]] ||
    fail bad-usage "$1 is a link, or behind one: it leads to $real." "Put a directory in its place, or set OVERLAY_LAB_STATE or OVERLAY_LAB_RUN to $real."
}

# A root is ours by its mark, by its owner, and where no link leads to it.
own_root() {
  [[ $(cd -P -- "$1" 2>/dev/null && pwd -P) == "$1" && -O $1 && -f $1/$MARK && ! -L $1/$MARK && -O $1/$MARK ]]
}

# claim_root ROOT NAME…: makes and marks it. One without a mark is an earlier version's if it holds nothing but these.
claim_root() {
  local root=$1 name strange=()
  shift
  require_no_link "$root"
  mkdir -p -- "$root"
  ! own_root "$root" || return 0
  while IFS= read -r name; do
    [[ " $* $MARK " == *" $name "* ]] || strange+=("$name")
  done < <(ls -A -- "$root")
  [[ -O $root && ${#strange[@]} -eq 0 ]] ||
    fail bad-usage "$root was not made by the practice lab${strange[0]:+: it holds ${strange[*]:0:5}}." "Move it away, or set OVERLAY_LAB_STATE and OVERLAY_LAB_RUN to other places."
  chmod 0700 "$root"
  printf 'Practice labs of Overlay Lab; removed by practice-lab purge. %s\n' "$(cat /proc/sys/kernel/random/uuid)" | write_file "$root/$MARK" 0600
}

# Where nothing else is left in it.
drop_root() {
  ! own_root "$1" || [[ -n $(find "$1" -mindepth 1 -maxdepth 1 ! -name "$MARK" -print -quit) ]] || rm -f -- "$1/$MARK"
  rmdir -- "$1" 2>/dev/null || true
}

lab_dir() { printf '%s/labs/%s' "$STATE" "$1"; }
lab_run() { printf '%s/labs/%s' "$RUN" "$1"; }
node_dir() { printf '%s/labs/%s/nodes/%s' "$STATE" "$1" "$2"; }
node_run() { printf '%s/labs/%s/%s' "$RUN" "$1" "$2"; }
node_root() { printf '%s/labs/%s/%s/root' "$RUN" "$1" "$2"; }
node_address() { printf '%s.%d' "$NETWORK_PREFIX" $((FIRST_HOST + ${1#node} - 1)); }

# Deletes a tree of the lab's own making: below a root that is ours, a directory, no link on the way. It is deleted from
# inside, so nothing can be put in its place meanwhile, and never across a mount. What is not so stays, and that is said.
delete_tree() {
  [[ -e $1 || -L $1 ]] || return 0
  local root=$RUN
  [[ $1 != "$STATE"/* ]] || root=$STATE
  if [[ $1 == "$root"/* && ! -L $1 && -d $1 && -O $1 ]] && own_root "$root" && (
    cd -P -- "$1" && [[ $(pwd -P) == "$1" && ! . -ef $root ]] && find . -xdev -depth -mindepth 1 -delete
  ); then
    rmdir -- "$1"
  else
    printf 'practice-lab: %s was left: it is a link, not ours, or in use\n' "$1" >&2
    return 1
  fi
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
