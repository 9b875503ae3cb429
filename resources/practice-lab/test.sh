#!/usr/bin/env bash
# Tests of the practice lab on this very machine, with labs of their own (selftest…); other labs are left alone.
# With the base built already it takes less than 3 minutes. Words given as arguments choose parts: ./test.sh heal
set -uo pipefail

HERE=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
PROGRAM=$HERE/practice-lab
PATH="$PATH:/usr/sbin:/sbin"
WORK=$(mktemp -d)
. "$HERE/lib/paths.sh"
. "$HERE/lib/former.sh"
LAB=${OVERLAY_LAB_TEST_NAME:-selftest}
ACCESS=$WORK/access
# A machine that is busy with other work is slow, not broken. What nothing waits for costs no time.
export OVERLAY_LAB_BOOT_TIMEOUT=600 OVERLAY_LAB_LOCK_WAIT=120
PASSED=0 FAILED=0 SKIPPED=0
OWNS_LABS=no

. "$HERE/test/support.sh"
PARTS=(refuse roots life reset heal kill leftovers gone)
for part in "${PARTS[@]}"; do
  # shellcheck source=/dev/null
  . "$HERE/test/$part.sh"
done

finish() {
  end_own_processes
  # Without the lock the labs are another run's.
  [[ $OWNS_LABS == yes ]] || return 0
  "$PROGRAM" down "$LAB" >/dev/null 2>&1
  "$PROGRAM" down "$LAB-b" >/dev/null 2>&1
}
trap 'finish; rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM

# Two runs would take each other's lab away.
wait_for_other_tests() {
  mkdir -p /run/lock
  exec 9>"/run/lock/overlay-lab-test-$LAB"
  flock --nonblock 9 || printf '# another run of these tests uses the lab %s: waiting for it\n' "$LAB"
  flock --wait 1800 9 || exit 1
  OWNS_LABS=yes
}

main() {
  local part
  test_refusals_without_root
  if [[ $(uname -s) != Linux || $(id -u) -ne 0 ]]; then
    skip "the lab itself" "it needs Linux and root"
  elif ! "$PROGRAM" requirements --json | grep -q '"missing":\[\]'; then
    skip "the lab itself" "packages are missing: practice-lab install"
  else
    wait_for_other_tests
    "$PROGRAM" down "$LAB" >/dev/null 2>&1
    "$PROGRAM" down "$LAB-b" >/dev/null 2>&1
    (($#)) || set -- "${PARTS[@]}"
    for part in "$@"; do "test_$part"; done
  fi
  printf '%d passed, %d failed, %d skipped\n' "$PASSED" "$FAILED" "$SKIPPED"
  [[ $FAILED -eq 0 ]]
}

main "$@"
