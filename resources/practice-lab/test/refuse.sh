# shellcheck shell=bash
# Refusals: the right code, the right exit status, nothing changed.

test_refusals_without_root() {
  local name
  for name in A a_b 1a -x a/../b 'a b' '$(id)' a- "$(printf 'a%.0s' {1..32})"; do
    check "bad name '$name' is refused" refused_as_name "$name"
  done
  check "no name is bad usage" refused 2 bad-usage lab up
  check "an unknown verb is bad usage" refused 2 bad-usage lab frobnicate
  check "an unknown option is bad usage" refused 2 bad-usage lab up x --colour
  check "0 nodes are bad usage" refused 2 bad-usage lab up x --nodes 0
  check "61 nodes are bad usage" refused 2 bad-usage lab up x --nodes=61
  check "an unknown suite is bad usage" refused 2 bad-usage lab up x --suite sid
}

# '-x' looks like an option, which is bad usage.
refused_as_name() {
  if [[ $1 == -* ]]; then refused 2 bad-usage lab up "$1"; else refused 2 bad-name lab up "$1"; fi
}

elsewhere_than_linux() {
  mkdir -p "$WORK/mac"
  printf '#!/bin/sh\necho Darwin\n' >"$WORK/mac/uname" && chmod +x "$WORK/mac/uname"
  PATH=$WORK/mac:$PATH lab "$@"
}

test_refuse() {
  check "another system than Linux is refused" refused 1 not-linux elsewhere_than_linux up "$LAB-b"
  check "stop of an unknown lab" refused 2 unknown-lab lab stop no-such-lab
  check "reset of an unknown lab" refused 2 unknown-lab lab reset no-such-lab
  check "exec in an unknown lab" refused 2 unknown-lab lab exec no-such-lab node1 -- true
  check "a missing package is named" refused 1 packages-missing without_mmdebstrap up "$LAB-b"
  check "requirements name the missing package" requirements_name_mmdebstrap
  check "an ordinary user is refused" refused 1 not-root as_nobody list
  check "too little memory is refused" refused 1 memory with_memory_kb 100000 up "$LAB-b"
  check "a small disk is refused" small_disk_is_refused
  check "a dead mirror is refused, and what was kept is said" dead_mirror_is_refused
  check "a refused 'up' leaves no lab" equal "$(lab list --json | grep -c "\"$LAB-b\"")" 0
}

without_mmdebstrap() {
  local tool
  if [[ ! -d $WORK/bin ]]; then
    mkdir "$WORK/bin"
    for tool in /usr/bin/*; do ln -s "$tool" "$WORK/bin/"; done
    rm "$WORK/bin/mmdebstrap"
  fi
  PATH=$WORK/bin lab "$@"
}

requirements_name_mmdebstrap() {
  local output
  output=$(without_mmdebstrap requirements --json)
  equal "$(last_field "$output" missing)" "[ 'mmdebstrap' ]" && equal "$(last_field "$output" ok)" false
}

# A copy, since the user may not be allowed to read the checkout.
as_nobody() {
  cp -r "$HERE" "$WORK/copy" && chmod -R a+rX "$WORK" "$WORK/copy"
  setpriv --reuid=65534 --regid=65534 --clear-groups "$WORK/copy/practice-lab" ${AS_JSON:+"$AS_JSON"} "$@"
}

with_memory_kb() {
  printf 'MemAvailable: %d kB\n' "$1" >"$WORK/meminfo"
  shift
  OVERLAY_LAB_MEMINFO=$WORK/meminfo lab "$@"
}

# elsewhere COMMAND…: with a state of its own, so no base is there.
elsewhere() { OVERLAY_LAB_STATE=$WORK/state OVERLAY_LAB_RUN=$WORK/run "$@"; }

small_disk_is_refused() {
  mkdir -p "$WORK/state"
  mount -t tmpfs -o size=64m selftest "$WORK/state" || return 1
  refused 1 disk elsewhere lab up "$LAB-b"
  local status=$?
  umount "$WORK/state"
  return "$status"
}

dead_mirror_is_refused() {
  local output
  output=$(OVERLAY_LAB_MIRROR=http://127.0.0.1:9/debian elsewhere timeout 300 "$PROGRAM" up "$LAB-b" --json 2>/dev/null) && return 1
  equal "$(last_field "$output" code)" mirror-unreachable && [[ $(last_field "$output" kept) == *'nothing was'* ]]
}
