#!/usr/bin/env bash
# How little a machine can do it with: the same lab built by plain commands on all nodes at once, each node over one
# multiplexed connection, with no check, no ledger and no proof. What this takes, the nodes themselves take.
# Usage: bare-parallel.sh build|undo SSH_CONFIG
# Prints `build SECONDS` or `undo SECONDS`. Start and end of the connections are part of it, as they are of the app's.
set -euo pipefail
verb=$1 config=$2
work=$(mktemp -d)
mapfile -t nodes < <(sed -n 's/^Host \(node[0-9]*\)$/\1/p' "$config")
on() { ssh -F "$config" -o LogLevel=ERROR -o ControlMaster=no -o ControlPath="$work/%n" "$@"; }
address() { echo "192.168.236.$((129 + ${1#node}))"; }
# The first three have a member, five from nine nodes on, as the app has it; the other engines are clients of all of them.
few=3; [ "${#nodes[@]}" -lt 9 ] || few=5
with_member=("${nodes[@]:0:few}")
members=$(for node in "${with_member[@]}"; do printf '%s=http://%s:2380,' "$node" "$(address "$node")"; done)
members=${members%,}
clients=$(for node in "${with_member[@]}"; do printf '%s:2379,' "$(address "$node")"; done)
clients=${clients%,}
has_member() { [[ " ${with_member[*]} " == *" $1 "* ]]; }
store() { if has_member "$1"; then echo "$(address "$1"):2379"; else echo "$clients"; fi; }
started=$(date +%s%N)

# Runs a function for every node at once, and waits for all of them.
everywhere() {
  local node job jobs=()
  for node in "${nodes[@]}"; do "$1" "$node" & jobs+=($!); done
  for job in "${jobs[@]}"; do wait "$job"; done
}
# No background by ssh itself: its child would keep our own output open.
connect() { ssh -F "$config" -o LogLevel=ERROR -M -N -o ControlPath="$work/%n" "$1" </dev/null >/dev/null 2>&1 & echo $! >"$work/$1.pid"; until [ -S "$work/$1" ]; do sleep 0.02; done; }
leave() { kill "$(cat "$work/$1.pid")"; }
etcd_and_image() {
  local member
  has_member "$1" && member=yes || member=
  on "$1" "[ -z '$member' ] || { mkdir -p /tmp/by-hand && systemd-run -q --no-block --unit=by-hand-etcd -p Type=notify etcd -name $1 -data-dir /tmp/by-hand/etcd \
    -initial-advertise-peer-urls http://$(address "$1"):2380 -listen-peer-urls http://$(address "$1"):2380 \
    -listen-client-urls http://$(address "$1"):2379,http://127.0.0.1:4001 -advertise-client-urls http://$(address "$1"):2379 \
    -initial-cluster-token etcd-cluster -initial-cluster $members -initial-cluster-state new -enable-v2; }
    set -e; r=\$(mktemp -d); mkdir -p \$r/bin \$r/tmp; cp /bin/busybox \$r/bin/; for t in sh ls cat sleep ifconfig; do ln -s busybox \$r/bin/\$t; done
    for t in ping ip iperf iperf3; do p=\$(command -v \$t); cp \$p \$r/bin/; ldd \$p | grep -o '/[^ ]*' | while read -r l; do mkdir -p \$r\$(dirname \$l); cp -L \$l \$r\$l; done; done
    tar -C \$r -c . | docker import - by-hand:1 >/dev/null; rm -rf \$r
    until curl -sf http://${clients%%:*}:2379/health | grep -q true; do sleep 0.1; done"
}
daemon() {
  on "$1" "mkdir -p /etc/docker && printf '{\"cluster-store\": \"etcd://$(store "$1")\", \"cluster-advertise\": \"$(address "$1"):2375\"}' >/etc/docker/daemon.json && systemctl restart docker"
}
worker() { on "$1" "docker run -itd --name=worker-${1#node} --net=myapp by-hand:1 sh >/dev/null"; }
remove_worker() { on "$1" "docker rm -f worker-${1#node} >/dev/null"; }
remove_rest() {
  on "$1" 'docker network rm docker_gwbridge >/dev/null; docker rmi by-hand:1 >/dev/null; rm -f /etc/docker/daemon.json; systemctl restart docker
    systemctl kill -s KILL by-hand-etcd 2>/dev/null; systemctl stop by-hand-etcd 2>/dev/null; systemctl reset-failed by-hand-etcd 2>/dev/null; rm -rf /tmp/by-hand'
}

everywhere connect
if [ "$verb" = build ]; then
  everywhere etcd_and_image
  everywhere daemon
  on "${nodes[0]}" docker network create -d overlay myapp >/dev/null
  everywhere worker
else
  everywhere remove_worker
  on "${nodes[0]}" docker network rm myapp >/dev/null
  everywhere remove_rest
fi
everywhere leave
printf '%s %s\n' "$verb" "$(awk -v ns=$(($(date +%s%N) - started)) 'BEGIN {printf "%.2f", ns / 1e9}')"
rm -rf "$work"
