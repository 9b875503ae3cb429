# shellcheck shell=bash
# The program itself killed in the middle, and two of it at once.

test_kill() {
  test_killed_build
  test_killed_up
  test_killed_in_wait
  test_busy
}

test_killed_build() {
  local pid
  OVERLAY_LAB_STATE=$WORK/state OVERLAY_LAB_RUN=$WORK/run "$PROGRAM" up "$LAB-b" --json >"$WORK/build" 2>&1 &
  pid=$!
  check "a build begins" soon grep -q Unpacking "$WORK/build"
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null
  check "kill -9 in mid-build ends the build" soon fails pgrep -f "$WORK/state/base"
  check "what it left is under another name" equal "$(ls "$WORK/state/base")" ""
  check "it leaves no mount" fails grep -q "$WORK/state" /proc/mounts
  check "a half-built base is not used" refused 1 mirror-unreachable dead_mirror elsewhere lab up "$LAB-b"
  check "a half-built base is swept" equal "$(ls -A "$WORK/state/base")" ""
  rm -rf "$WORK/state" "$WORK/run"
}

dead_mirror() { OVERLAY_LAB_MIRROR=http://127.0.0.1:9/debian "$@"; }

# At several moments of a start, by SIGKILL and by SIGTERM.
test_killed_up() {
  local moment
  for moment in KILL-0.3 KILL-0.7 KILL-1.2 TERM-0.9; do
    lab down "$LAB" >/dev/null 2>&1
    killed_up "${moment%-*}" "${moment#*-}"
    check "up after SIG$moment s" equal "$(last_field "$(up --nodes 2)" state)" running
    check "both nodes answer" equal "$(on node1 hostname) $(on node2 hostname)" "node1 node2"
  done
  lab down "$LAB" >/dev/null 2>&1
  killed_up KILL 0.7
  lab down "$LAB" >/dev/null 2>&1
  check "down after a killed up leaves no process" soon fails pgrep -f "overlay-lab-$LAB-"
  check "down after a killed up leaves no namespace" equal "$(ip netns list | grep -c "overlay-lab-$LAB-")" 0
}

killed_up() {
  "$PROGRAM" up "$LAB" --access-dir "$ACCESS" --json >/dev/null 2>&1 &
  local pid=$!
  sleep "$2"
  kill "-$1" "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
}

# The workers of a killed 'up' hold the lab's lock, too. Here the node never gets ready, so they would hold it for long.
test_killed_in_wait() {
  local pid drop_in=$STATE/labs/$LAB/nodes/node1/current/upper/etc/systemd/system/docker.service.d
  up --nodes 1 >/dev/null
  lab stop "$LAB" >/dev/null 2>&1
  mkdir -p "$drop_in"
  printf '[Service]\nTimeoutStartSec=infinity\nExecStartPre=/bin/sleep 997\n' >"$drop_in/hang.conf"
  "$PROGRAM" up "$LAB" --json >/dev/null 2>&1 &
  pid=$!
  check "a node hangs in its boot" soon lab exec "$LAB" node1 -- pgrep -fx '/bin/sleep 997'
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null
  check "kill -9 of an 'up' that waits leaves the lab to the next command" soon flock --nonblock "$RUN/locks/lab-$LAB" true
  lab down "$LAB" >/dev/null 2>&1
}

test_busy() {
  local first second status
  up --nodes 2 >/dev/null
  flock "$RUN/locks/lab-$LAB" sleep 60 &
  OWN_PIDS+=($!)
  soon fails flock --nonblock "$RUN/locks/lab-$LAB" true
  check "a lab that another command works on is busy" refused 1 busy impatient stop "$LAB"
  check "list still answers" equal "$(listed '' state)" running
  pkill -KILL -P "${OWN_PIDS[-1]}"
  soon fails kill -0 "${OWN_PIDS[-1]}" 2>/dev/null
  lab stop "$LAB" >/dev/null 2>&1
  up >"$WORK/first" 2>&1 &
  first=$!
  up >"$WORK/second" 2>&1 &
  second=$!
  wait "$first" && wait "$second"
  status=$?
  check "of two at once one waits for the other" equal "$status $(last_field "$(cat "$WORK/first")" state) $(last_field "$(cat "$WORK/second")" state)" "0 running running"
}

impatient() { OVERLAY_LAB_LOCK_WAIT=1 lab "$@"; }
