# shellcheck shell=bash
# The way in: a port of the host's 127.0.0.1 that leads to the node's sshd. socat listens in the host's network and, for
# each connection, starts another inside the node's: none of the node's addresses is ever used from the host. Both set
# TCP_NODELAY: without it (systemd-socket-proxyd has none) each small answer waits 40 ms for an acknowledgement, and a
# remote command takes 100 ms instead of 8.

forwarder_record() { printf '%s/forwarder' "$(node_run "$1" "$2")"; }
forwarder_name() { printf 'overlay-lab-%s-%s-ssh' "$1" "$2"; }
forwarder_pid() { daemon_pid "$(forwarder_name "$1" "$2")" "$(forwarder_record "$1" "$2")"; }
# On the port that the node has now: it may have been given another one meanwhile.
forwarder_alive() {
  local port opened=''
  port=$(node_port "$1" "$2") || return 1
  # It has no end of a line.
  { read -r opened <"$(node_run "$1" "$2")/forwarder-port" || true; } 2>/dev/null
  [[ $opened == "$port" ]] && forwarder_pid "$1" "$2" >/dev/null
}

forwarder_exec() {
  printf '%s' "EXEC:nsenter --net=/run/netns/$(node_ns "$1" "$2") socat -b 65536 STDIO TCP4\\:127.0.0.1\\:22\\,nodelay"
}

start_forwarder() {
  local try
  for try in 1 2 3 4 5; do
    stop_forwarder "$1" "$2"
    node_port "$1" "$2" >"$(node_run "$1" "$2")/forwarder-port"
    spawn_daemon "$(forwarder_name "$1" "$2")" "$(forwarder_record "$1" "$2")" "$(node_run "$1" "$2")/forwarder.log" : \
      socat -b 65536 "TCP4-LISTEN:$(node_port "$1" "$2"),bind=127.0.0.1,reuseaddr,fork,nodelay,backlog=128" \
      "$(forwarder_exec "$1" "$2")" || true
    wait_until 200 forwarder_decided "$1" "$2" || true
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

# The listener, of which no record may be left, and those that serve a connection.
stop_forwarder() {
  local pid
  end_daemon "$(forwarder_name "$1" "$2")" "$(forwarder_record "$1" "$2")"
  for pid in $(pids_by_argument "$(forwarder_exec "$1" "$2")") $(network_pids "$(node_ns "$1" "$2")"); do
    ! grep -qszE '(^|/)socat$' "/proc/$pid/cmdline" || kill -KILL "$pid" 2>/dev/null || true
  done
}
