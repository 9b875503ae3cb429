# shellcheck shell=bash
# When a node is really up: its systemd has settled, docker answers, and its sshd greets through the forwarder.

BOOT_TIMEOUT=${OVERLAY_LAB_BOOT_TIMEOUT:-180}

wait_ready() {
  local deadline=$((SECONDS + BOOT_TIMEOUT))
  until_or_boot_failed "$1" "$2" "$deadline" "did not begin to boot" find_leader "$1" "$2"
  until_or_boot_failed "$1" "$2" "$deadline" "did not finish booting" systemd_settled "$1" "$2"
  until_or_boot_failed "$1" "$2" "$deadline" "has no Docker that answers" docker_answers "$1" "$2"
  until_or_boot_failed "$1" "$2" "$deadline" "has no sshd that answers on port $(node_port "$1" "$2")" sshd_answers "$1" "$2"
}

# One that runs already may still be booting, when an earlier command was killed; what a student broke in it since is
# none of our business.
wait_booted() {
  until_or_boot_failed "$1" "$2" $((SECONDS + BOOT_TIMEOUT)) "did not finish booting" systemd_not_starting "$1" "$2"
}

# until_or_boot_failed LAB NODE DEADLINE WORDS COMMAND…
until_or_boot_failed() {
  local lab=$1 node=$2 deadline=$3 words=$4
  shift 4
  until "$@"; do
    end_with_program
    supervisor_alive "$lab" "$node" || fail boot-failed "$node ended while it booted. $(console_tail "$lab" "$node")" \
      "Run 'up' again; if it stays so, 'practice-lab reset $lab $node'." "the node's files and its log $(node_run "$lab" "$node")/console.log"
    ((SECONDS < deadline)) || fail boot-failed "$node $words within $BOOT_TIMEOUT s. $(console_tail "$lab" "$node")" \
      "Run 'up' again; if it stays so, 'practice-lab reset $lab $node'." "the node, as it is, and its log $(node_run "$lab" "$node")/console.log"
    sleep 0.05
  done
}

systemd_state() {
  local leader
  leader=$(leader_pid "$1" "$2") || return 1
  enter_node "$leader" timeout 5 systemctl is-system-running --wait 2>/dev/null || true
}

systemd_settled() { [[ $(systemd_state "$1" "$2") =~ ^(running|degraded)$ ]]; }
systemd_not_starting() { [[ $(systemd_state "$1" "$2") =~ ^(running|degraded|maintenance|stopping)$ ]]; }

docker_answers() {
  local leader
  leader=$(leader_pid "$1" "$2") || return 1
  [[ $(enter_node "$leader" curl --silent --max-time 5 --unix-socket /var/run/docker.sock http://docker/_ping 2>/dev/null || true) == OK ]]
}

sshd_answers() {
  local port greeting=''
  forwarder_alive "$1" "$2" && port=$(node_port "$1" "$2") || return 1
  # shellcheck disable=SC2016
  greeting=$(timeout 5 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && IFS= read -r -t 4 line <&3 && printf "%s" "$line"' bash "$port" 2>/dev/null || true)
  [[ $greeting == SSH-2.0-* ]]
}
