# shellcheck shell=bash
# 'list' tells what really runs, and 'up' heals whatever was killed or taken away.

test_heal() {
  up --nodes 2 >/dev/null
  on node1 'echo kept >/root/kept && sync'
  test_heal_machine
  test_heal_forwarder
  test_heal_power
  test_heal_network
  test_heal_files
}

one_of() { [[ " $1 " == *" $2 "* ]] || { printf 'expected one of: %s\n got: %s\n' "$1" "$2" && return 1; }; }

# heals WORDS STATES: after damage to node1, 'list' says the state, 'up' heals, the files are there, node2 never noticed.
heals() {
  check "$1: list says so" one_of "$2" "$(listed node1 state)"
  check "$1: the lab is 'partly'" equal "$(listed '' state)" partly
  check "$1: up heals" equal "$(up_state)" running
  check "$1: the files are kept" equal "$(on node1 cat /root/kept)" kept
  check "$1: node2 went on" equal "$(listed node2 pid)" "$NODE2"
}

test_heal_machine() {
  NODE2=$(listed node2 pid)
  kill -KILL "$(nspawn_pid node1)"
  soon not_running node1
  heals "kill -9 of nspawn" "stopped broken"
  kill -KILL "$(listed node1 pid)"
  soon not_running node1
  heals "kill -9 of the node's PID 1" stopped
  if [[ -d /run/systemd/system ]]; then
    skip "kill -9 of the keeper" "systemd keeps the nodes here"
  else
    kill -KILL "$(cut -d' ' -f1 "$RUN/labs/$LAB/node1/supervisor")"
    soon not_running node1
    heals "kill -9 of the keeper" broken
  fi
}

not_running() { [[ $(listed "$1" state) != running ]]; }

test_heal_forwarder() {
  local pid
  pid=$(listed node1 pid)
  kill -KILL "$(cut -d' ' -f1 "$RUN/labs/$LAB/node1/forwarder")"
  soon not_running node1
  heals "kill -9 of the forwarder" broken
  check "the machine went on meanwhile" equal "$(listed node1 pid)" "$pid"
}

test_heal_power() {
  local boot
  boot=$(listed node1 pid)
  on node1 'iptables -I INPUT -p udp --dport 7946 -j DROP; reboot' >/dev/null 2>&1
  check "a reboot from inside comes back by itself" soon rebooted "$boot"
  check "docker is back after the reboot" soon on node1 docker version
  check "a container runs after the reboot" on node1 'tar -C /bin -c busybox | docker import - box >/dev/null && docker run --rm -m 32m box /busybox true'
  check "a reboot forgets rules of the firewall" fails on node1 'iptables -S | grep -q 7946'
  check "the firewall's policy is that of a first boot" equal "$(on node1 'iptables -S FORWARD | head -n 1')" "-P FORWARD DROP"
  on node1 poweroff >/dev/null 2>&1
  soon not_running node1
  heals "poweroff from inside" stopped
}

rebooted() { [[ $(listed node1 pid) != "$1" && $(listed node1 state) == running ]] && on node1 true; }

test_heal_network() {
  ip -n "overlay-lab-$LAB-switch" link delete node1
  soon not_running node1
  heals "a deleted link" broken
}

test_heal_files() {
  local key
  key=$(cat "$ACCESS/key")
  rm -rf "$ACCESS"
  up >/dev/null
  check "a deleted access directory comes back" equal "$(on node1 hostname)" node1
  check "with the same key" equal "$(cat "$ACCESS/key")" "$key"
  : >"$ACCESS/known_hosts"
  printf '# mine\n' >>"$ACCESS/lab.yaml"
  up >/dev/null
  check "an emptied known_hosts is written again" equal "$(on node2 hostname)" node2
  check "an edited lab file stays" grep -q mine "$ACCESS/lab.yaml"
}
