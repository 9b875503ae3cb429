# shellcheck shell=bash
# A lab's network: one namespace with a bridge as the switch, one namespace a node, a veth between them. Both ends
# are born inside the namespaces, so nothing ever appears in the host's own network and no packet can leave it.

switch_ns() { printf 'overlay-lab-%s-switch' "$1"; }
node_ns() { printf 'overlay-lab-%s-%s' "$1" "$2"; }

# A name that a restart or a kill left behind may be a plain file without a namespace.
ns_alive() { [[ -e /run/netns/$1 && $(stat -f -c %T "/run/netns/$1" 2>/dev/null) == nsfs ]]; }

ns_delete() {
  [[ -e /run/netns/$1 ]] || return 0
  ip netns delete "$1" 2>/dev/null || true
  [[ ! -e /run/netns/$1 ]] || umount -l "/run/netns/$1" 2>/dev/null || true
  rm -f "/run/netns/$1"
}

ns_create() {
  ns_delete "$1"
  ip netns add "$1" || fail kernel-feature "A network namespace could not be made." "The kernel must have network namespaces."
  ip -n "$1" link set lo up
  # A new namespace copies the host's setting; a fresh Debian machine does not forward.
  nsenter --net="/run/netns/$1" sh -c 'echo 0 >/proc/sys/net/ipv4/ip_forward' || true
}

switch_alive() { ns_alive "$(switch_ns "$1")" && ip -n "$(switch_ns "$1")" link show br0 up 2>/dev/null | grep -q br0; }

# Called under the lab's lock, before the nodes are worked on side by side.
ensure_switch() {
  ! switch_alive "$1" || return 0
  local ns
  ns=$(switch_ns "$1")
  ns_create "$ns"
  ip -n "$ns" link add br0 type bridge mcast_snooping 0
  ip -n "$ns" link set br0 mtu 1500 up
}

# The same for the same node of the same lab, so that neighbours' ARP entries stay right across a reset.
node_mac() {
  local hash
  hash=$(printf '%s/%s' "$1" "$2" | sha256sum)
  printf '02:%s:%s:%s:%s:%s' "${hash:0:2}" "${hash:2:2}" "${hash:4:2}" "${hash:6:2}" "${hash:8:2}"
}

# Always remade for a boot: a machine that was switched off has no links and rules left either.
create_node_network() {
  local ns switch
  ns=$(node_ns "$1" "$2")
  switch=$(switch_ns "$1")
  ip -n "$switch" link delete "$2" 2>/dev/null || true
  ns_create "$ns"
  ip -n "$switch" link add "$2" type veth peer name host0 netns "$ns" address "$(node_mac "$1" "$2")"
  ip -n "$switch" link set "$2" mtu 1500 master br0 up
  ip -n "$ns" link set host0 mtu 1500 up
  ip -n "$ns" address add "$(node_address "$2")/24" dev host0
}

delete_node_network() {
  ns_delete "$(node_ns "$1" "$2")"
  ! ns_alive "$(switch_ns "$1")" || ip -n "$(switch_ns "$1")" link delete "$2" 2>/dev/null || true
}

# A link that was pulled on purpose (down) is still there; only a missing one is broken.
node_network_alive() {
  ns_alive "$(node_ns "$1" "$2")" &&
    ip -n "$(node_ns "$1" "$2")" link show host0 >/dev/null 2>&1 &&
    [[ $(ip -n "$(switch_ns "$1")" link show "$2" 2>/dev/null) == *'master br0'* ]]
}

# Everything with the lab's name, also what no state file tells of any more.
delete_all_namespaces() {
  local path
  for path in /run/netns/overlay-lab-"$1"-*; do
    [[ ${path##*/} =~ ^overlay-lab-$1-(switch|node[0-9]+)$ ]] || continue
    ns_delete "${path##*/}"
  done
}

# All processes in this network.
network_pids() {
  local inode
  ns_alive "$1" || return 0
  inode=$(stat -L -c %i "/run/netns/$1")
  find /proc/[0-9]*/ns/net -maxdepth 0 -lname "net:\[$inode\]" -print 2>/dev/null | cut -d/ -f3 || true
}
