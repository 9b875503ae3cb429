# shellcheck shell=bash
# The way in: a port of the host's 127.0.0.1 that leads to the node's sshd. systemd-socket-activate opens the port in
# the host's network and, at the first connection, becomes a proxy that runs inside the node's network: one process a
# node for all connections, and none of the node's addresses is ever used from the host.

forwarder_record() { printf '%s/forwarder' "$(node_run "$1" "$2")"; }
port_file() { printf '%s/port' "$(node_dir "$1" "$2")"; }

node_port() {
  local port
  port=$(cat "$(port_file "$1" "$2")" 2>/dev/null) || return 1
  [[ $port =~ ^[1-9][0-9]{3,4}$ ]] || return 1
  printf '%s' "$port"
}

forwarder_alive() { recorded_pid "$(forwarder_record "$1" "$2")" >/dev/null && node_port "$1" "$2" >/dev/null; }

listening_ports() { ss -Hltn | awk '{ sub(/.*:/, "", $4); print $4 }'; }

# allocate_ports LAB NODE…: keeps the ports that can be kept. All under one lock, so two labs never choose the same.
allocate_ports() { with_lock ports 30 allocate_ports_locked "$@"; }

allocate_ports_locked() {
  local lab=$1 node port taken
  shift
  taken=" $(listening_ports | tr '\n' ' ') "
  for node in "$@"; do
    ! forwarder_alive "$lab" "$node" || continue
    if port=$(node_port "$lab" "$node") && [[ $taken != *" $port "* ]] && ! port_of_another "$lab" "$node" "$port"; then
      continue
    fi
    choose_port "$lab" "$node" "$taken"
  done
}

choose_port() {
  local port=$FIRST_PORT
  while [[ $3 == *" $port "* ]] || port_of_another "$1" "$2" "$port"; do
    port=$((port + 1))
    ((port < 32768)) || fail port "No free port was found from $FIRST_PORT on." "Take down labs that are not needed."
  done
  printf '%s\n' "$port" | write_file "$(port_file "$1" "$2")" 0600
}

# A stopped lab keeps its ports, too.
port_of_another() {
  local file
  for file in "$STATE"/labs/*/nodes/*/port; do
    [[ $file != "$(port_file "$1" "$2")" ]] || continue
    [[ $(cat "$file" 2>/dev/null) != "$3" ]] || return 0
  done
  return 1
}

start_forwarder() {
  stop_forwarder "$1" "$2"
  spawn_daemon "$(machine_unit "$1" "$2")-ssh" "$(forwarder_record "$1" "$2")" "$(node_run "$1" "$2")/forwarder.log" : \
    systemd-socket-activate --listen="127.0.0.1:$(node_port "$1" "$2")" \
    nsenter --net="/run/netns/$(node_ns "$1" "$2")" /lib/systemd/systemd-socket-proxyd 127.0.0.1:22
}

stop_forwarder() {
  kill_recorded "$(forwarder_record "$1" "$2")"
  ! has_systemd || systemctl stop "$(machine_unit "$1" "$2")-ssh.service" 2>/dev/null || true
  rm -f "$(forwarder_record "$1" "$2")"
}
