# shellcheck shell=bash
# Which port leads to which node. A node keeps its port across stop, start and reset, unless someone else took it.

port_file() { printf '%s/port' "$(node_dir "$1" "$2")"; }

node_port() {
  local port
  { read -r port <"$(port_file "$1" "$2")"; } 2>/dev/null || return 1
  [[ $port =~ ^[1-9][0-9]{3,4}$ ]] || return 1
  printf '%s' "$port"
}

listening_ports() { ss -Hltn | awk '{ sub(/.*:/, "", $4); print $4 }' | sort -u; }

# The ports of all other nodes of all labs: a stopped lab keeps its ports, too.
promised_ports() {
  local file own
  own=$(port_file "$1" "$2")
  for file in "$STATE"/labs/*/nodes/*/port; do
    [[ $file == "$own" ]] || cat "$file" 2>/dev/null || true
  done
}

# allocate_ports LAB NODE…: under one lock for all labs, so two of them never choose the same.
allocate_ports() { with_lock ports 30 allocate_ports_locked "$@"; }

allocate_ports_locked() {
  local lab=$1 node port taken
  shift
  for node in "$@"; do
    ! forwarder_alive "$lab" "$node" || continue
    # What is left of an own forwarder must not count as someone else's listener.
    stop_forwarder "$lab" "$node"
    taken=" $({ listening_ports; promised_ports "$lab" "$node"; } | tr '\n' ' ') "
    port=$(node_port "$lab" "$node" || true)
    [[ -n $port && $taken != *" $port "* ]] || choose_port "$lab" "$node" "$taken"
  done
}

choose_port() {
  local port=$FIRST_PORT
  while [[ $3 == *" $port "* ]]; do
    port=$((port + 1))
    ((port < 32768)) || fail port "No free port was found from $FIRST_PORT on." "Take down labs that are not needed."
  done
  printf '%s\n' "$port" | write_file "$(port_file "$1" "$2")" 0600
}
