# shellcheck shell=bash
# One command at a time works on a lab, and one builds a base. The kernel drops a lock with its last holder,
# so nothing needs cleaning after a kill; daemons must not inherit the descriptors (see spawn_daemon).

LOCK_WAIT=${OVERLAY_LAB_LOCK_WAIT:-10}

# take_lock NAME SECONDS: status 1 when another holds it for longer.
take_lock() {
  local fd
  exec {fd}>"$RUN/locks/$1"
  flock --wait "$2" "$fd"
}

lock_lab() {
  make_private_dirs
  take_lock "lab-$1" "$LOCK_WAIT" ||
    fail busy "Another command is working on the lab '$1'." "Wait until it is done, then try again."
}

# with_lock NAME SECONDS COMMAND…: holds it only for the command.
with_lock() {
  local name=$1 seconds=$2 fd status=0
  shift 2
  exec {fd}>"$RUN/locks/$name"
  flock --wait "$seconds" "$fd" || fail busy "Another command holds '$name'." "Wait until it is done, then try again."
  "$@" || status=$?
  exec {fd}>&-
  return "$status"
}
