# shellcheck shell=bash
# One command at a time works on a lab, and one builds a base. The kernel drops a lock with its last holder, so
# nothing needs cleaning after a kill; daemons must not inherit the descriptors (see close_inherited).

LOCK_WAIT=${OVERLAY_LAB_LOCK_WAIT:-10}
LOCK_FD=''

# take_lock NAME SECONDS: status 1 when another holds it for longer. A lock file may be removed by its holder, so
# what was locked must still be what the name leads to.
take_lock() {
  local path=$RUN/locks/$1 fd
  while true; do
    exec {fd}>"$path"
    flock --wait "$2" "$fd" || return 1
    [[ ! "/proc/self/fd/$fd" -ef $path ]] || break
    exec {fd}>&-
  done
  LOCK_FD=$fd
}

lock_lab() {
  make_private_dirs
  require_no_link "$(lab_dir "$1")"
  require_no_link "$(lab_run "$1")"
  local elsewhere
  ! elsewhere=$(runs_elsewhere "$1") ||
    fail busy "A lab '$1' runs already, kept at another place: $elsewhere." "Use the OVERLAY_LAB_STATE and OVERLAY_LAB_RUN that it was made with, or another name."
  take_lock "lab-$1" "$LOCK_WAIT" ||
    fail busy "Another command is working on the lab '$1'." "Wait until it is done, then try again."
}

# Only while holding it.
remove_lab_lock() { rm -f "$RUN/locks/lab-$1"; }

# with_lock NAME SECONDS COMMAND…: holds it only for the command. A command that fails ends the program and with it
# the lock.
with_lock() {
  local name=$1 seconds=$2 fd
  shift 2
  take_lock "$name" "$seconds" || fail busy "Another command holds '$name'." "Wait until it is done, then try again."
  fd=$LOCK_FD
  "$@"
  exec {fd}>&-
}
