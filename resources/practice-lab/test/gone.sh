# shellcheck shell=bash
# 'down' leaves nothing, works twice, and the host's own network is as it was.

test_gone() {
  local output
  up --nodes 2 >/dev/null
  touch "$ACCESS/mine"
  output=$(lab down "$LAB" --json)
  check "down ends with a result" equal "$(last_field "$output" type)" result
  check "down leaves no namespace" equal "$(ip netns list | grep -c "overlay-lab-$LAB-")" 0
  check "down leaves no mount" fails grep -q "/$LAB/" /proc/mounts
  check "down leaves no process" soon fails pgrep -f "overlay-lab-$LAB-"
  check "down leaves no control group" equal "$(find /sys/fs/cgroup -type d -path "*/overlay-lab/$LAB*" | wc -l)" 0
  check "down leaves no state" equal "$(find "$STATE" "$RUN" -maxdepth 3 -name "*$LAB*" | wc -l)" 0
  check "down leaves no file of its own" equal "$(ls -A "$ACCESS")" mine
  check "down leaves a stranger's file" test -e "$ACCESS/mine"
  [[ -n $(ls "$STATE/labs") ]] || check "down of the last lab puts the host's limit back" fails test -e "$RUN/inotify"
  check "down can be repeated" lab down "$LAB"
  check "list no longer has it" equal "$(listed '' state)" none
  [[ -z ${HOST_BEFORE:-} ]] || check "the host's own network is as it was" equal "$(host_network)" "$HOST_BEFORE"
}
