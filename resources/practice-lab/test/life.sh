# shellcheck shell=bash
# The life of a lab: up, use, up again, more nodes, a second lab, stop, start.

test_life() {
  local output first
  HOST_BEFORE=$(host_network)
  output=$(up --nodes 2)
  check "up ends with a result" equal "$(last_field "$output" type)" result
  check "every line of up is JSON" valid_json_lines "$output"
  check "up says 'running'" equal "$(last_field "$output" state)" running
  check "plain ssh reaches node1" equal "$(on node1 hostname)" node1
  check "plain ssh reaches node2" equal "$(on node2 hostname)" node2
  test_inside
  first=$(listed node1 pid)
  check "up again changes nothing" up_again_changes_nothing "$first"
  output=$(up --nodes 3)
  check "a third node is added" equal "$(on node3 hostname)" node3
  check "the others learn its name" on node1 ping -c1 -W2 node3
  check "the others go on running" equal "$(listed node1 pid)" "$first"
  check "fewer nodes than there are changes nothing" equal "$(up --nodes 1 | grep -o '"name":"node[0-9]*"' | wc -l)" 3
  check "another suite is refused" refused 2 bad-usage lab up "$LAB" --suite trixie
  test_exec
  test_two_labs
  test_stop_start
}

test_inside() {
  check "nodes reach each other by name" on node1 ping -c1 -W2 node2
  check "the address is the tutorial's" on node1 ip -4 -o address show dev host0 to 192.168.236.130
  check "docker runs a container" on node1 'tar -C /bin -c busybox | docker import - box >/dev/null && docker run --rm box /busybox true'
  check "a memory limit works" on node1 'docker run --rm -m 32m box /busybox true'
  if grep -qi '^CapBnd:.*f\{10\}$' /proc/self/status; then
    check "a privileged container works" on node1 'docker run --rm --privileged box /busybox true'
  else
    skip "a privileged container" "this host itself was started without some capabilities"
  fi
  check "docker stores by overlay2" equal "$(on node1 docker info -f '{{.Driver}}' 2>/dev/null)" overlay2
  check "engine ids differ" differ "$(on node1 docker info -f '{{.ID}}' 2>/dev/null)" "$(on node2 docker info -f '{{.ID}}' 2>/dev/null)"
  check "machine ids differ" differ "$(on node1 cat /etc/machine-id)" "$(on node2 cat /etc/machine-id)"
  check "the distribution's etcd is off" fails on node1 systemctl is-active --quiet etcd
  check "no unit failed" equal "$(on node1 systemctl is-system-running)" running
  check "operator uses sudo without a password" equal "$(on operator@node1 sudo -n id -u)" 0
  check "student needs a password for sudo" fails on student@node1 sudo -n id -u
  check "student's password is in the file" equal "$(student_sudo)" 0
  check "the key is private" equal "$(stat -c %a "$ACCESS/key" "$ACCESS/student-password" | sort -u)" 600
  check "the clock cannot be set" fails on node1 date -s @0
}

student_sudo() {
  ssh -F "$ACCESS/ssh_config" -o BatchMode=yes student@node1 "sudo -S -p '' id -u" <"$ACCESS/student-password"
}

up_again_changes_nothing() {
  local forwarder
  forwarder=$(cat "$RUN/labs/$LAB/node1/forwarder")
  up >/dev/null && equal "$(listed node1 pid) $(cat "$RUN/labs/$LAB/node1/forwarder")" "$1 $forwarder"
}

test_exec() {
  local status=0
  lab exec "$LAB" node1 -- sh -c 'exit 7' || status=$?
  check "exec keeps the status" equal "$status" 7
  check "exec passes stdin and stdout" equal "$(echo in | lab exec "$LAB" node1 -- cat)" in
  check "exec passes arguments as they are" equal "$(lab exec "$LAB" node1 -- printf '%s|' 'a b' "c'd" '$x' --json)" "a b|c'd|\$x|--json|"
  check "exec without -- is bad usage" refused 2 bad-usage lab exec "$LAB" node1 true
  check "exec on an unknown node" refused 2 unknown-lab lab exec "$LAB" node9 -- true
  check "a killed exec leaves nothing in the node" killed_exec_leaves_nothing
  check "shell has a terminal" equal "$(printf 'tty\nexit 5\n' | script -qec "$PROGRAM shell $LAB node1" /dev/null | grep -c '^.*/dev/pts/')" 1
}

killed_exec_leaves_nothing() {
  "$PROGRAM" exec "$LAB" node1 -- sleep 98 >/dev/null 2>&1 &
  local pid=$!
  OWN_PIDS+=("$pid")
  soon on node1 pgrep -fx "'sleep 98'" || return 1
  kill -KILL "$pid"
  soon fails on node1 pgrep -fx "'sleep 98'"
}

test_two_labs() {
  local odd="$WORK/b \\ü \$x %h"
  OUTPUT=$(lab up "$LAB-b" --nodes 1 --access-dir "$odd" --json)
  check "a second lab comes up beside it" equal "$(last_field "$OUTPUT" state)" running
  check "an odd directory is escaped in JSON" equal "$(last_field "$OUTPUT" accessDir)" "$odd"
  check "ssh understands the odd directory" equal "$(ssh -n -F "$odd/ssh_config" node1 hostname)" node1
  check "its port is another one" differ "$(last_field "$OUTPUT" nodes.0.port)" "$(listed node1 port)"
  ssh -n -F "$odd/ssh_config" node1 touch /root/only-in-b
  check "the same address, another machine" fails on node1 test -e /root/only-in-b
  check "the second lab sees no node of the first" fails ssh -n -F "$odd/ssh_config" node1 ping -c1 -W1 192.168.236.131
  check "it is taken down alone" lab down "$LAB-b"
  check "the end of one leaves the other" equal "$(on node1 hostname)" node1
  check "its directory is gone" fails test -e "$odd"
}

test_stop_start() {
  on node1 'echo kept >/root/kept && sync'
  local port
  port=$(listed node1 port)
  lab stop "$LAB" >/dev/null 2>&1
  check "stop is listed" equal "$(listed '' state)" stopped
  check "stop leaves no process" soon fails pgrep -f "overlay-lab-$LAB-node"
  lab start "$LAB" >/dev/null 2>&1
  check "start keeps the files" equal "$(on node1 cat /root/kept)" kept
  check "start keeps the port" equal "$(listed node1 port)" "$port"
}

# What of the host's own network could have been changed.
host_network() {
  ip -o link | cut -d: -f2
  ip route
  ip -6 route
  cat /proc/sys/net/ipv4/ip_forward
}
