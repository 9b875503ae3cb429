# shellcheck shell=bash
# An earlier version kept bases and labs in /var/lib/overlay-lab/practice. They stay there, and are used there, as long as
# a lab does, whichever version works on it; after that the next command moves the bases.

# A lab, a build or a command of that version.
former_root_in_use() {
  local file
  [[ -n $(find "$FORMER_STATE/labs" -mindepth 1 -maxdepth 1 -print -quit 2>/dev/null) ]] && return 0
  [[ -n $(find "$FORMER_STATE/base" -mindepth 1 -maxdepth 1 -name '.building-*' -print -quit 2>/dev/null) ]] && return 0
  for file in "$FORMER_RUN"/locks/*; do
    [[ ! -f $file ]] || flock --nonblock "$file" true || return 0
  done
  return 1
}

is_former_root() {
  [[ -z ${OVERLAY_LAB_STATE:-}${OVERLAY_LAB_RUN:-} || -n ${OVERLAY_LAB_FORMER_STATE:-} ]] &&
    [[ $FORMER_STATE != "$STATE" && -O $FORMER_STATE && -d $FORMER_STATE/base && -d $FORMER_STATE/labs && ! -L $FORMER_STATE ]] &&
    [[ -z $(find "$FORMER_STATE" -mindepth 1 -maxdepth 1 ! -name base ! -name labs ! -name trash ! -name "$MARK" -print -quit 2>/dev/null) ]]
}

# Read once, at the start.
if [[ ! -e $STATE ]] && is_former_root && former_root_in_use; then STATE=$FORMER_STATE RUN=$FORMER_RUN; fi

move_former_root() {
  [[ ! -e $STATE ]] && is_former_root && ! former_root_in_use || return 0
  # Only where it is a mere renaming: a copy that is killed would leave half a base.
  [[ $(stat -c %d "$FORMER_STATE") == $(stat -c %d "$(dirname -- "$STATE")") ]] || return 0
  mv -T -- "$FORMER_STATE" "$STATE"
  drop_former_run
}

drop_former_run() {
  [[ ! -d $FORMER_RUN/locks || -L $FORMER_RUN ]] || find "$FORMER_RUN/locks" -maxdepth 1 -type f -delete
  rm -f -- "$FORMER_RUN/$MARK"
  rmdir -- "$FORMER_RUN/locks" "$FORMER_RUN/labs" "$FORMER_RUN" "${FORMER_RUN%/*}" "${FORMER_STATE%/*}" 2>/dev/null || true
}

# What an earlier version made after this one had its own place.
purge_former_root() {
  is_former_root || return 0
  OVERLAY_LAB_STATE=$FORMER_STATE OVERLAY_LAB_RUN=$FORMER_RUN OVERLAY_LAB_FORMER_STATE='' "$LAB_HOME/practice-lab" purge >/dev/null
  drop_former_run
}
