# shellcheck shell=bash
# What really runs, asked of the kernel and not of our own notes.

# running: the machine with all that belongs to it; stopped: no machine; broken: a machine that lacks something.
node_state() {
  if node_alive "$1" "$2" && forwarder_alive "$1" "$2"; then
    printf running
  elif machine_gone "$1" "$2" && process_gone "$(leader_record "$1" "$2")"; then
    printf stopped
  else
    printf broken
  fi
}

# running, stopped, or partly: of a lab whose nodes are in these states.
lab_state() {
  case $* in
    *broken* | *running*stopped* | *stopped*running*) printf partly ;;
    *running*) printf running ;;
    *) printf stopped ;;
  esac
}

# node_json LAB NODE STATE
node_json() {
  local pid
  pid=$(leader_pid "$1" "$2" 2>/dev/null) || pid=null
  printf '{"name":"%s","address":"%s","port":%s,"state":"%s","pid":%s}' "$2" "$(node_address "$2")" \
    "$(node_port "$1" "$2" || printf null)" "$3" "$pid"
}

# The members of a lab's object. read_lab was called. The kernel is asked once for each node: a window waits for this.
lab_json() {
  local node state states=() nodes='' separator=''
  for node in $(lab_nodes "$1"); do
    state=$(node_state "$1" "$node")
    states+=("$state")
    nodes+="$separator$(node_json "$1" "$node" "$state")"
    separator=,
  done
  printf '"name":"%s","suite":"%s","state":"%s","labFile":%s,"accessDir":%s,"nodes":[%s]' "$1" "$LAB_SUITE" \
    "$(lab_state "${states[@]-}")" "$(json_string "$LAB_ACCESS/lab.yaml")" "$(json_string "$LAB_ACCESS")" "$nodes"
}

lab_text() {
  local node state states=() nodes=''
  for node in $(lab_nodes "$1"); do
    state=$(node_state "$1" "$node")
    states+=("$state")
    nodes+=$(printf '\n  %-7s %-16s 127.0.0.1:%-6s %s' "$node" "$(node_address "$node")" "$(node_port "$1" "$node" || printf '?')" "$state")
  done
  printf '%s  Debian %s, %s\n  access: %s%s\n' "$1" "$LAB_SUITE" "$(lab_state "${states[@]-}")" "$LAB_ACCESS" "$nodes"
}
