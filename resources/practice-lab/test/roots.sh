# shellcheck shell=bash
# Where the lab keeps its things: ours is told by a mark, by owner and where no link leads to it; anything else is left.

test_roots() {
  local PRECIOUS=$WORK/precious-tree
  mkdir -p "$PRECIOUS/labs/x" "$WORK/roots"
  printf 'precious\n' | tee "$PRECIOUS/file" >"$PRECIOUS/labs/x/file"
  test_foreign_root
  test_links
  test_delete_tree
  test_former_root
  test_other_root
}

# The program where neither processes nor networks of this machine's labs can be reached: these tests purge.
apart() {
  # shellcheck disable=SC2016
  unshare --mount --pid --fork --mount-proc sh -c 'mkdir -p /run/netns && mount -t tmpfs none /run/netns && exec "$@"' sh \
    "$PROGRAM" ${AS_JSON:+"$AS_JSON"} "$@"
}

# in_root STATE VERB…
in_root() {
  local state=$1
  shift
  OVERLAY_LAB_STATE=$state OVERLAY_LAB_RUN=$WORK/roots/run apart "$@"
}

still_precious() { equal "$(cat "$PRECIOUS/file" "$PRECIOUS/labs/x/file" | sort -u)" precious; }

test_foreign_root() {
  check "somebody else's directory is no root" refused 2 bad-usage in_root "$PRECIOUS" up "$LAB-b"
  check "nor is it purged" refused 2 bad-usage in_root "$PRECIOUS" purge
  check "and all of it is there" still_precious
}

test_links() {
  local state=$WORK/roots/state
  ln -s "$PRECIOUS" "$WORK/roots/link"
  check "a link to it is no root" refused 2 bad-usage in_root "$WORK/roots/link" down x
  check "nor what is behind it" refused 2 bad-usage in_root "$WORK/roots/link/new" purge
  mkdir -p "$state/labs" && ln -s "$PRECIOUS/labs/x" "$state/labs/x"
  check "a lab that is a link is not taken down" refused 2 bad-usage in_root "$state" down x
  check "nor by a purge" refused 2 bad-usage in_root "$state" purge
  check "and what it leads to is there" still_precious
  rm "$state/labs/x"
  check "a purge removes what is ours" in_root "$state" purge
  check "with its root" fails test -e "$state"
}

# As the program itself calls it.
deleting() {
  (
    STATE=$WORK/roots/tree RUN=$WORK/roots/run
    mkdir -p "$STATE" && claim_root "$STATE"
    delete_tree "$1"
  )
}

test_delete_tree() {
  local root=$WORK/roots/tree
  mkdir -p "$root"
  deleting "$root/none"
  mkdir -p "$root/a/b" "$root/c" "$root/mounted/on"
  ln -s "$PRECIOUS" "$root/a/b/link"
  ln -s "$PRECIOUS" "$root/link"
  check "a tree of ours goes" deleting "$root/a"
  check "and no link in it is followed" still_precious
  check "a link in its place stays, and is said" fails deleting "$root/link"
  check "what a link leads to stays" fails deleting "$root/link/labs"
  check "what lies elsewhere stays" fails deleting "$PRECIOUS/labs"
  check "the root itself stays" fails deleting "$root/c/.."
  chown 65534 "$root/c"
  check "another's directory stays" fails deleting "$root/c"
  mount -t tmpfs selftest "$root/mounted/on" && touch "$root/mounted/on/file"
  check "a mount is not walked into" fails deleting "$root/mounted"
  check "and what is on it is there" test -e "$root/mounted/on/file"
  umount "$root/mounted/on"
  rm "$root/$MARK"
  check "nothing goes without the mark" fails deleting_unmarked "$root/mounted"
  check "and all of it is there" still_precious
}

deleting_unmarked() { (STATE=$WORK/roots/tree RUN=$WORK/roots/run delete_tree "$1"); }

# Where an earlier version kept all of it.
former() {
  OVERLAY_LAB_STATE=$WORK/roots/new OVERLAY_LAB_RUN=$WORK/roots/new-run OVERLAY_LAB_FORMER_STATE=$WORK/roots/old/practice \
    OVERLAY_LAB_FORMER_RUN=$WORK/roots/old-run/practice apart "$@"
}

test_former_root() {
  local old=$WORK/roots/old/practice
  mkdir -p "$old/base/bookworm-0123/usr" "$old/labs/$LAB-b" "$old/trash" "$WORK/roots/old-run/practice/locks"
  check "labs of an earlier version are used where they are" equal "$(former list --json | grep -o "\"name\":\"$LAB-b\"")" "\"name\":\"$LAB-b\""
  former down none-such >/dev/null 2>&1
  check "and nothing of them is moved" test -d "$old/base/bookworm-0123/usr"
  rmdir "$old/labs/$LAB-b"
  flock "$WORK/roots/old-run/practice/locks/base-bookworm" sleep 30 &
  OWN_PIDS+=($!)
  soon fails flock --nonblock "$WORK/roots/old-run/practice/locks/base-bookworm" true
  former down none-such >/dev/null 2>&1
  check "nor while a command of that version works" test -d "$old/base/bookworm-0123/usr"
  pkill -KILL -P "${OWN_PIDS[-1]}"
  soon flock --nonblock "$WORK/roots/old-run/practice/locks/base-bookworm" true
  former down none-such >/dev/null 2>&1
  check "after that its bases are moved" test -d "$WORK/roots/new/base/bookworm-0123/usr"
  check "and its place is gone" fails test -e "$WORK/roots/old"
  mkdir -p "$old/base/bookworm-4567/usr" "$old/labs"
  check "a purge" former purge
  check "takes both" equal "$(ls -A "$WORK/roots" | grep -E 'old|new' | tr '\n' ' ')" ""
}

# A stand-in for a lab that another root keeps: its machine is a process of that name, and must live.
test_other_root() {
  local pid
  # shellcheck disable=SC2016
  bash -c 'while :; do read -rt 99 <> <(:); done' nspawn --directory=/elsewhere/root "--machine=overlay-lab-$LAB-c-node1" &
  pid=$!
  OWN_PIDS+=("$pid")
  mkdir -p "$WORK/roots/third/labs/$LAB-c"
  check "a lab of this name that runs at another place is not taken down" refused 1 busy with_third down "$LAB-c"
  check "nor started again" refused 1 busy with_third up "$LAB-c"
  check "and its machine lives" kill -0 "$pid"
  # Later tests look for processes that carry the lab's name.
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null
}

with_third() { OVERLAY_LAB_STATE=$WORK/roots/third OVERLAY_LAB_RUN=$WORK/roots/third-run lab "$@"; }
