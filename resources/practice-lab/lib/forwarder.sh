# shellcheck shell=bash
# The way in: a port of the host's 127.0.0.1 that leads to the node's sshd. systemd-socket-activate opens the port in
# the host's network and, at the first connection, becomes a proxy that runs inside the node's network: one process a
# node for all connections, and none of the node's addresses is ever used from the host.

forwarder_record() { printf '%s/forwarder' "$(node_run "$1" "$2")"; }
forwarder_name() { printf 'overlay-lab-%s-%s-ssh' "$1" "$2"; }
forwarder_pid() { daemon_pid "$(forwarder_name "$1" "$2")" "$(forwarder_record "$1" "$2")"; }
forwarder_alive() { forwarder_pid "$1" "$2" >/dev/null && node_port "$1" "$2" >/dev/null; }

start_forwarder() {
  local try
  for try in 1 2 3 4 5; do
    stop_forwarder "$1" "$2"
    spawn_daemon "$(forwarder_name "$1" "$2")" "$(forwarder_record "$1" "$2")" "$(node_run "$1" "$2")/forwarder.log" : \
      systemd-socket-activate --listen="127.0.0.1:$(node_port "$1" "$2")" \
      nsenter --net="/run/netns/$(node_ns "$1" "$2")" /lib/systemd/systemd-socket-proxyd 127.0.0.1:22 || true
    wait_until 50 forwarder_decided "$1" "$2" || true
    ! forwarder_listens "$1" "$2" || return 0
    # Someone took the port between our look and our start.
    allocate_ports "$1" "$2"
  done
  fail port "No port for $2 could be opened: $(tail -n 1 "$(node_run "$1" "$2")/forwarder.log" | cut -c1-300)" \
    "Free some ports from $FIRST_PORT on." "the node, which runs without a way in"
}

forwarder_decided() { ! forwarder_alive "$1" "$2" || forwarder_listens "$1" "$2"; }

# The port is open, and it is ours: another program's listener with the same number does not count.
forwarder_listens() {
  local pid
  pid=$(forwarder_pid "$1" "$2") || return 1
  ss -Hltnp "sport = :$(node_port "$1" "$2")" 2>/dev/null | grep -qF "pid=$pid,"
}

stop_forwarder() {
  local pid
  end_daemon "$(forwarder_name "$1" "$2")" "$(forwarder_record "$1" "$2")"
  for pid in $(pids_by_argument "--net=/run/netns/$(node_ns "$1" "$2")") $(network_pids "$(node_ns "$1" "$2")"); do
    ! grep -qszE 'systemd-socket-(activate|proxyd)' "/proc/$pid/cmdline" || kill -KILL "$pid" 2>/dev/null || true
  done
}
