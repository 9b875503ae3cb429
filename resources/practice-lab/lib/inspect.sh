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

# running, stopped, or partly.
lab_state() {
  local node states=''
  for node in $(lab_nodes "$1"); do states+=" $(node_state "$1" "$node")"; done
  case $states in
    *broken* | *running*stopped* | *stopped*running*) printf partly ;;
    *running*) printf running ;;
    *) printf stopped ;;
  esac
}

node_json() {
  local pid
  pid=$(leader_pid "$1" "$2" 2>/dev/null) || pid=null
  printf '{"name":"%s","address":"%s","port":%s,"state":"%s","pid":%s}' "$2" "$(node_address "$2")" \
    "$(node_port "$1" "$2" || printf null)" "$(node_state "$1" "$2")" "$pid"
}

# The members of a lab's object. read_lab was called.
lab_json() {
  local node separator=''
  printf '"name":"%s","suite":"%s","state":"%s","labFile":%s,"accessDir":%s,"nodes":[' "$1" "$LAB_SUITE" "$(lab_state "$1")" \
    "$(json_string "$LAB_ACCESS/lab.yaml")" "$(json_string "$LAB_ACCESS")"
  for node in $(lab_nodes "$1"); do
    printf '%s%s' "$separator" "$(node_json "$1" "$node")"
    separator=,
  done
  printf ']'
}

lab_text() {
  local node
  printf '%s  Debian %s, %s\n  access: %s\n' "$1" "$LAB_SUITE" "$(lab_state "$1")" "$LAB_ACCESS"
  for node in $(lab_nodes "$1"); do
    printf '  %-7s %-16s 127.0.0.1:%-6s %s\n' "$node" "$(node_address "$node")" "$(node_port "$1" "$node" || printf '?')" "$(node_state "$1" "$node")"
  done
}
