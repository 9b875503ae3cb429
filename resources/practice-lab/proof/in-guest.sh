#!/bin/bash
# What the stock host does: from nothing to a lab, through its life, and back.
set -uo pipefail
export OVERLAY_LAB_BOOT_TIMEOUT=900 HOME=/root
cd /opt/practice-lab || exit 1
ACCESS=/root/t

tell() { printf 'PROOF %5d s: %s\n' "$SECONDS" "$*"; }
# check WORDS COMMAND…
check() {
  local words=$1 output
  shift
  local started=$SECONDS
  if output=$("$@" 2>&1); then
    printf 'ok %s (%d s)\n' "$words" $((SECONDS - started))
  else
    printf 'not ok %s (%d s): %s\n' "$words" $((SECONDS - started)) "$(tail -c 600 <<<"$output" | tr '\n' ' ')"
  fi
}
lab() { ./practice-lab "$@"; }
on() { ssh -n -F "$ACCESS/ssh_config" -o ConnectTimeout=60 "$@"; }
is() { [[ $1 == "$2" ]] || { printf 'got %s' "$1" && return 1; }; }
without() { ! "$@"; }
running() { lab list --json | grep -q '"name":"t","suite":"bookworm","state":"running"'; }
soon() {
  local end=$((SECONDS + 300))
  until "$@"; do ((SECONDS < end)) || return 1; sleep 1; done
}

describe_host() {
  tell "$(. /etc/os-release && printf '%s' "$PRETTY_NAME"), kernel $(uname -r), PID 1 is $(cat /proc/1/comm), /sys/fs/cgroup is $(stat -f -c %T /sys/fs/cgroup)"
  tell "modules loaded: $(lsmod | awk 'NR > 1 { print $1 }' | sort | grep -xE 'overlay|bridge|br_netfilter|vxlan|veth|nf_tables' | tr '\n' ' ')"
}

prepare() {
  tell "requirements: $(lab requirements --json)"
  check "install" lab install
  tell "requirements after install: $(lab requirements --json)"
}

live() {
  check "up t --nodes 2" lab up t --nodes 2 --access-dir "$ACCESS"
  tell "$(lab list --json)"
  describe_host
  for node in node1 node2; do
    tell "$node: $(on "$node" "docker info --format 'docker {{.ServerVersion}}, {{.Driver}}, cgroup v{{.CgroupVersion}} {{.CgroupDriver}}'; systemctl is-system-running" 2>/dev/null | tr '\n' ' ')"
    check "docker runs a container on $node" on "$node" 'tar -C /bin -c busybox | docker import - box >/dev/null && docker run --rm box /busybox true'
    check "a memory limit works on $node" on "$node" 'docker run --rm -m 32m box /busybox true'
    check "a privileged container works on $node" on "$node" 'docker run --rm --privileged box /busybox true'
  done
  check "node1 reaches node2" on node1 ping -c2 node2
  check "a container reaches its node's bridge" on node1 'docker run --rm box /busybox ping -c1 172.17.0.1'
  check "the overlay network of a swarm joins containers of both nodes" overlay_joins
  check "the clock cannot be set" without on node1 date -s @0
}

# The engine gives up on joining after 20 s, which a machine under emulation may need.
myapp_joins() {
  on node1 docker run -d --name w1 --network myapp box /busybox sleep 600 || return 1
  soon on node2 docker run --rm --network myapp box /busybox ping -c3 -W5 w1
}

# By swarm, since it needs no more than docker itself.
overlay_joins() {
  local token
  on node1 docker swarm init --advertise-addr 192.168.236.130 >/dev/null || return 1
  token=$(on node1 docker swarm join-token -q worker)
  on node2 docker swarm join --token "$token" 192.168.236.130:2377 || return 1
  on node1 docker network create -d overlay --attachable myapp || return 1
  myapp_joins
}

recover() {
  on node1 reboot >/dev/null 2>&1
  sleep 5
  check "a reboot from inside comes back" soon on node1 docker version
  kill -KILL "$(lab list --json | sed 's/.*"name":"node2"[^}]*"pid":\([0-9]*\).*/\1/')"
  check "up heals a killed node" lab up t
  check "reset" lab reset t
  check "reset gives back pristine engines" is "$(on node1 docker images -q)$(on node2 docker images -q)" ""
  check "stop" lab stop t
  check "start" lab start t
  check "the lab runs again" running
  check "the tutorial's own overlay network, by etcd, joins containers of both nodes" etcd_joins
}

# The tutorial's way: a member of etcd on each node, engines that point at it, a network made on node1 only.
etcd_joins() {
  local node address members=node1=http://192.168.236.130:2380,node2=http://192.168.236.131:2380
  for node in node1 node2; do
    address=192.168.236.$((129 + ${node#node}))
    on "$node" "systemd-run --quiet --unit=member etcd --name $node --data-dir /root/member --enable-v2 \
      --listen-peer-urls http://$address:2380 --initial-advertise-peer-urls http://$address:2380 \
      --listen-client-urls http://$address:2379 --advertise-client-urls http://$address:2379 \
      --initial-cluster $members --initial-cluster-state new" || return 1
    on "$node" "echo '{\"cluster-store\": \"etcd://$address:2379\", \"cluster-advertise\": \"$address:2375\"}' >/etc/docker/daemon.json" || return 1
  done
  for node in node1 node2; do
    soon on "$node" "curl -fsS http://192.168.236.130:2379/v2/keys/ && curl -fsS http://192.168.236.131:2379/v2/keys/" || return 1
    on "$node" 'systemctl restart docker && tar -C /bin -c busybox | docker import - box' || return 1
  done
  on node1 docker network create -d overlay myapp || return 1
  soon on node2 docker network inspect myapp || return 1
  myapp_joins
}

leave() {
  check "down" lab down t
  check "down leaves no namespace" is "$(ip netns list)" ""
  check "down leaves no mount" without grep -q overlay-lab /proc/mounts
  check "down leaves no unit" is "$(systemctl list-units --all --no-legend 'overlay-lab-*' 2>/dev/null)" ""
  check "down leaves no process" without grep -lsz overlay-lab-t- /proc/[0-9]*/cmdline
  check "down leaves no control group" is "$(find /sys/fs/cgroup -name '*overlay-lab*')" ""
}

main() {
  printf '\n'
  describe_host
  prepare
  live
  recover
  leave
  tell "memory free: $(awk '/MemAvailable/ { print $2 }' /proc/meminfo) kB"
  printf 'PROOF done\n'
}

main
