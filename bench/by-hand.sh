#!/usr/bin/env bash
# The peer of `npm run bench`: the tutorial typed by hand, one ssh command after another, as its text reads.
# Usage: by-hand.sh build|undo|iperf SSH_CONFIG IPERF_SECONDS
# Prints `build SECONDS`, `undo SECONDS`, or `iperf NATIVE OVERLAY` in Gbit/s.
set -euo pipefail
verb=$1 config=$2 seconds=${3:-10}
on() { ssh -F "$config" -o LogLevel=ERROR "$@"; }
first=192.168.236.130 second=192.168.236.131
members="node1=http://$first:2380,node2=http://$second:2380"
started=$(date +%s%N)

start_etcd() { # node address
  on "$1" "mkdir -p /tmp/by-hand && systemd-run -q --unit=by-hand-etcd etcd -name $1 -data-dir /tmp/by-hand/etcd \
    -initial-advertise-peer-urls http://$2:2380 -listen-peer-urls http://$2:2380 \
    -listen-client-urls http://$2:2379,http://127.0.0.1:4001 -advertise-client-urls http://$2:2379 \
    -initial-cluster-token etcd-cluster -initial-cluster $members -initial-cluster-state new -enable-v2"
}
await_etcd() { on "$1" "until curl -sf http://$2:2379/health | grep -q true; do sleep 0.05; done"; }
start_daemon() { # node address
  on "$1" "service docker stop 2>/dev/null"
  on "$1" "mkdir -p /etc/docker && printf '{\"cluster-store\": \"etcd://$2:2379\", \"cluster-advertise\": \"$2:2375\"}' >/etc/docker/daemon.json && service docker start"
}
make_image() {
  on "$1" 'set -e; r=$(mktemp -d); mkdir -p $r/bin $r/tmp; cp /bin/busybox $r/bin/; for t in sh ls cat sleep ifconfig; do ln -s busybox $r/bin/$t; done
    for t in ping ip iperf iperf3; do p=$(command -v $t); cp $p $r/bin/; ldd $p | grep -o "/[^ ]*" | while read -r l; do mkdir -p $r$(dirname $l); cp -L $l $r$l; done; done
    tar -C $r -c . | docker import - by-hand:1 >/dev/null; rm -rf $r'
}

if [ "$verb" = build ]; then
  start_etcd node1 $first; start_etcd node2 $second; await_etcd node1 $first; await_etcd node2 $second
  start_daemon node1 $first; start_daemon node2 $second
  on node1 docker network ls >/dev/null
  on node1 docker network create -d overlay myapp >/dev/null
  on node1 docker network ls >/dev/null; on node2 docker network ls >/dev/null
  make_image node1; make_image node2
  on node1 docker run -itd --name=worker-1 --net=myapp by-hand:1 sh >/dev/null
  on node2 docker run -itd --name=worker-2 --net=myapp by-hand:1 sh >/dev/null
elif [ "$verb" = iperf ]; then
  rate() { grep -o '"bits_per_second":[^,]*' | tail -1 | grep -o '[0-9.e+]*$' | awk '{printf "%.2f", $1 / 1e9}'; }
  on node1 "timeout $((seconds + 5)) iperf3 -s -1 -D"
  native=$(on node2 "iperf3 -c $first -t $seconds -J" | rate)
  on node1 "docker exec -d worker-1 iperf3 -s -1"
  sleep 0.3
  target=$(on node1 docker inspect -f '{{.NetworkSettings.Networks.myapp.IPAddress}}' worker-1)
  overlay=$(on node2 "docker exec worker-2 iperf3 -c $target -t $seconds -J" | rate)
  echo "iperf $native $overlay"
  exit 0
else
  on node1 docker rm -f worker-1 >/dev/null; on node2 docker rm -f worker-2 >/dev/null
  on node1 docker network rm myapp >/dev/null
  for node in node1 node2; do
    on $node 'docker network rm docker_gwbridge >/dev/null; docker rmi by-hand:1 >/dev/null'
    on $node 'rm -f /etc/docker/daemon.json; service docker restart 2>/dev/null'
  done
  # Stopped at once: the second member would wait for the first one.
  for node in node1 node2; do on $node 'systemctl kill -s KILL by-hand-etcd; systemctl stop by-hand-etcd; systemctl reset-failed by-hand-etcd 2>/dev/null; rm -rf /tmp/by-hand'; done
fi
printf '%s %s\n' "$verb" "$(awk -v ns=$(($(date +%s%N) - started)) 'BEGIN {printf "%.2f", ns / 1e9}')"
