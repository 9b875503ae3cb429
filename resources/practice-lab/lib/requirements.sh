# shellcheck shell=bash
# What the host must have. Looking changes nothing.

readonly DISK_FOR_BASE_KB=$((3 * 1024 * 1024))
readonly DISK_FOR_NODES_KB=$((512 * 1024))
# What the layer of a node grows to in a lesson.
readonly DISK_PER_NODE_KB=$((192 * 1024))
readonly MEMORY_PER_NODE_KB=$((300 * 1024))

# command, Debian package, reason
requirement_table() {
  cat <<'TEXT'
mmdebstrap|mmdebstrap|builds the root file system of the nodes
systemd-nspawn|systemd-container|boots a node
socat|socat|forwards a port of 127.0.0.1 to a node's sshd
ip|iproute2|makes the nodes' own network
nsenter|util-linux|enters a node
flock|util-linux|lets one command at a time work on a lab
setpriv|util-linux|writes the access files as their owner
mount|mount|gives each node a layer of its own
ssh-keygen|openssh-client|makes the lab's key and the nodes' host keys
apt-get|apt|fetches the packages of the nodes
gpgv|gpgv|checks the signatures of those packages
iconv|libc-bin|cleans text that comes from a node
TEXT
}

# Lines 'package|reason' of what is missing, each package once.
missing_packages() {
  local command package reason seen=' '
  while IFS='|' read -r command package reason; do
    ! command -v "$command" >/dev/null 2>&1 || continue
    [[ $seen != *" $package "* ]] || continue
    seen+="$package "
    printf '%s|%s\n' "$package" "$reason"
  done < <(requirement_table)
  [[ $(host_id) == debian || -n $(debian_keyring) ]] || printf 'debian-archive-keyring|checks the signatures of Debian on a host that is not Debian\n'
}

free_disk_kb() {
  local dir=$STATE
  while [[ ! -d $dir ]]; do dir=$(dirname "$dir"); done
  df -Pk "$dir" | awk 'NR == 2 { print $4 }'
}

free_memory_kb() { awk '/^MemAvailable:/ { print $2 }' "${OVERLAY_LAB_MEMINFO:-/proc/meminfo}"; }

is_linux() { [[ $(uname -s) == Linux ]]; }

require_linux_and_root() {
  is_linux || fail not-linux "The practice lab needs Linux; this is $(uname -s)." "Use it in a Linux machine, or give the app machines of your own."
  [[ $(id -u) -eq 0 ]] || fail not-root "The practice lab needs root: it makes namespaces and mounts." "Run it through sudo."
}

require_packages() {
  local missing
  missing=$(missing_packages | cut -d'|' -f1 | tr '\n' ' ')
  [[ -z $missing ]] || fail packages-missing "These Debian packages are missing: ${missing% }." "Run 'practice-lab install' as root."
}

require_disk() {
  local free
  free=$(free_disk_kb)
  ((free >= $1)) || fail disk "Only $((free / 1024)) MB are free under $STATE; $(($1 / 1024)) MB are needed." "Free some space, or set OVERLAY_LAB_STATE to a directory on another disk."
}

# require_memory NODES: for nodes that are still to be started.
require_memory() {
  local free needed=$(($1 * MEMORY_PER_NODE_KB))
  free=$(free_memory_kb)
  ((free >= needed)) || fail memory "Only $((free / 1024)) MB of memory are free; $1 node(s) need about $((needed / 1024)) MB." "Start fewer nodes, or stop other programs."
}

# Loads what the nodes will need: they have no module files of their own. Built-in or absent ones are no error.
load_modules() {
  command -v modprobe >/dev/null 2>&1 || return 0
  local module
  for module in overlay bridge br_netfilter veth vxlan nf_tables nft_compat nft_chain_nat ip_tables iptable_nat iptable_filter \
    xt_MASQUERADE xt_addrtype xt_conntrack xt_mark xt_nat xt_REDIRECT xt_tcpudp xt_u32 xt_bpf ip_vs esp4 xfrm_user sch_netem sch_tbf; do
    modprobe --quiet "$module" 2>/dev/null || true
  done
}

# Tried in a namespace that vanishes at once, so the host's own network is never touched.
require_kernel_features() {
  local problem
  load_modules
  # shellcheck disable=SC2016
  problem=$(unshare --net --mount bash -c '
    ip link add b0 type bridge 2>/dev/null || echo bridge
    ip link add v0 type veth peer name v1 2>/dev/null || echo veth
    ip link add x0 type vxlan id 7 dstport 4789 2>/dev/null || echo vxlan
    grep -qw overlay /proc/filesystems || echo overlayfs' 2>&1) || problem="network namespaces: $problem"
  [[ -z $problem ]] || fail kernel-feature "This kernel lacks: ${problem//$'\n'/, }." "Use a kernel with these features (Debian's own has them)."
}
