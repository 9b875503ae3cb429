# shellcheck shell=bash
# A reset gives back the same machine without its past, and leaves the others alone.

test_reset() {
  up --nodes 2 >/dev/null
  local id port key started
  on node1 'touch /root/dirt; systemctl disable --now docker 2>/dev/null; echo x >/etc/docker/daemon.json; iptables -I INPUT -p udp --dport 4789 -j DROP; sync'
  on node2 'touch /root/dirt; tar -C /bin -c busybox | docker import - dirt >/dev/null'
  id=$(on node1 cat /etc/machine-id) port=$(listed node1 port) key=$(cat "$ACCESS/known_hosts")
  started=$SECONDS
  lab reset "$LAB" node1 >/dev/null 2>&1
  printf '# a reset took %d s\n' $((SECONDS - started))
  check "the files are pristine" fails on node1 test -e /root/dirt -o -e /etc/docker/daemon.json
  check "docker is back" on node1 docker version
  check "rules of the firewall are gone" fails on node1 'iptables -S | grep -q 4789'
  check "the machine id is the same" equal "$(on node1 cat /etc/machine-id)" "$id"
  check "the port is the same" equal "$(listed node1 port)" "$port"
  check "the host keys are the same" equal "$(cat "$ACCESS/known_hosts")" "$key"
  check "the other node is as it was" on node2 'test -e /root/dirt && docker image inspect dirt'
  lab reset "$LAB" >/dev/null 2>&1
  check "a reset of all cleans the other, too" fails on node2 'test -e /root/dirt'
  check "docker's own data is pristine" equal "$(on node2 docker images -q)" ""
  check "an unknown node is refused" refused 2 unknown-lab lab reset "$LAB" node7
}
