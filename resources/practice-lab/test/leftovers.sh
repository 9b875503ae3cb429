# shellcheck shell=bash
# What earlier runs, a restart of the host or other programs left in the way.

test_leftovers() {
  up --nodes 2 >/dev/null
  test_port_taken
  test_stale_things
  test_lost_record
  test_cut_files
  test_owner
}

test_port_taken() {
  local port
  port=$(listed node1 port)
  lab stop "$LAB" >/dev/null 2>&1
  in_background systemd-socket-activate --listen="127.0.0.1:$port" cat
  soon eval "ss -Hltn 'sport = :$port' | grep -q ."
  check "a taken port is no obstacle" equal "$(last_field "$(up)" state)" running
  check "another port is chosen" differ "$(listed node1 port)" "$port"
  check "the lab file knows it" grep -q "port: $(listed node1 port)," "$ACCESS/lab.yaml"
  check "ssh knows it" equal "$(on node1 hostname)" node1
  kill "${OWN_PIDS[-1]}"
}

# A restart of the host leaves plain files in /run/netns where it is no tmpfs, and records of processes that are gone.
test_stale_things() {
  local root=$RUN/labs/$LAB/node1/root
  lab stop "$LAB" >/dev/null 2>&1
  touch "/run/netns/overlay-lab-$LAB-node1"
  ip netns add "overlay-lab-$LAB-node2"
  mkdir -p "$root"
  mount -t tmpfs selftest "$root" && mount -t tmpfs selftest "$root"
  printf '%d 1 %s\n' $$ "$(cat /proc/sys/kernel/random/boot_id)" | tee "$RUN/labs/$LAB/node1/supervisor" >"$RUN/labs/$LAB/node1/leader"
  check "stale records are not believed" equal "$(listed node1 state)" stopped
  check "up gets over stale namespaces and mounts" equal "$(last_field "$(up)" state)" running
  check "this very process, named by a stale record, lives" kill -0 $$
  check "one mount is left" equal "$(grep -c " $root " /proc/mounts)" 1
}

# A connection that has just ended may have its own for a moment.
one_forwarder() {
  equal "$(pgrep -fc "^socat .*TCP4-LISTEN:.*--net=/run/netns/overlay-lab-$LAB-$1 ")" 1
}

test_lost_record() {
  local port
  port=$(listed node1 port)
  rm -f "$RUN/labs/$LAB/node1/forwarder"
  check "a forwarder without a record is healed" equal "$(last_field "$(up)" state)" running
  check "and no second one is left" soon one_forwarder node1
  check "and its port is kept" equal "$(listed node1 port)" "$port"
}

test_cut_files() {
  local dir=$STATE/labs/$LAB
  : >"$dir/lab"
  check "list survives a cut state file" equal "$(listed '' suite)" bookworm
  check "up survives a cut state file" equal "$(last_field "$(up)" state)" running
  head -c 20 "$dir/lab" >"$dir/half" && mv "$dir/half" "$dir/lab"
  # The port's file is lost while its forwarder runs.
  : >"$dir/nodes/node1/port"
  : >"$dir/nodes/node1/machine-id"
  : >"$dir/nodes/node2/ssh_host_ed25519_key.pub"
  check "up survives cut files of the nodes" equal "$(last_field "$(up)" state)" running
  check "ssh still works" equal "$(on node1 hostname) $(on node2 hostname)" "node1 node2"
  lab stop "$LAB" >/dev/null 2>&1
  : >"$dir/lab"
  rm -f "$dir/nodes/node2/current"
  check "a lost layer is recreated" equal "$(last_field "$(up)" state)" running
  check "and the node answers" equal "$(on node2 hostname)" node2
}

# Through sudo the files belong to the person, and a planted link leads root nowhere.
test_owner() {
  local dir=$WORK/person
  chmod a+x "$WORK"
  mkdir "$dir" && printf 'precious\n' >"$WORK/precious" && chown 65534:65534 "$dir"
  ln -s "$WORK/precious" "$dir/lab.yaml"
  SUDO_UID=65534 SUDO_GID=65534 lab up "$LAB" --access-dir "$dir" >/dev/null 2>&1
  check "the files belong to the person behind sudo" equal "$(stat -c %u "$dir"/key "$dir"/lab.yaml | sort -u)" 65534
  check "a planted link is not followed" equal "$(cat "$WORK/precious")" precious
  check "files at the old place are gone" fails test -e "$ACCESS/key"
  up >/dev/null
  check "and they can be moved back" equal "$(on node1 hostname)" node1
}
