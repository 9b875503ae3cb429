/** The engine’s configuration and start. */
export const daemonFailures = {
  11: {
    title: 'An option is set twice, as a flag and in daemon.json',
    see: 'The engine does not start: "the following directives are specified both as a flag and in the configuration file".',
    why: 'The same option is set on the command line of dockerd (in the unit or a drop-in) and in /etc/docker/daemon.json. The engine does not choose between them.',
    check: 'The journal names the option. Then look for it in both places.',
    remedy:
      'Keep the option in one place. A drop-in needs an empty ExecStart= line first, otherwise the unit has two commands. After several failed starts systemd refuses further ones until the counter is reset.',
  },
  13: {
    title: 'The engine hangs after several reloads',
    see: 'docker stops responding after "systemctl reload docker" or repeated SIGHUP.',
    why: 'Re-reading the cluster options without a restart has a bug: the engine can deadlock.',
    check: 'If there is no output within ten seconds, the engine hangs; the journal shows the reloads.',
    remedy: 'Restart it, and never reload an engine with a cluster store.',
  },
  30: {
    title: 'Names resolve, but nothing answers: no cluster-advertise',
    see: 'A worker’s name resolves to its address, but pings get no reply.',
    why: 'Without --cluster-advertise the engine reads the store but does not write its own address there, so no other engine can gossip with it.',
    check: 'Both lines, Cluster Store and Cluster Advertise, must be there, on every node.',
    remedy:
      'Add cluster-advertise with the node’s own address, on every node, and restart the engine. "run" does this.',
  },
  28: {
    title: 'cannot assign requested address on port 7946',
    see: 'The engine’s journal: "listen tcp …:7946: bind: cannot assign requested address", and the node stays isolated.',
    why: 'The advertised address is not on any of the node’s interfaces: a cloud’s public address, or a typo.',
    check: 'The address of Cluster Advertise (and of the node in the lab file) must be among these.',
    remedy:
      'In the lab file, set address to the node’s own address, as shown by "ip -br addr" and as the other nodes reach it, and run again.',
  },
  31: {
    title: 'Port 7946 is in use',
    see: 'The engine cannot listen on 7946: "bind: address already in use".',
    why: 'Another program is using the port: a second engine, a swarm, Consul or serf.',
    check: 'The last column names the program.',
    remedy: 'Stop the other program, if you are allowed to, and restart the engine.',
  },
  37: {
    title: 'No chain/target/match by that name',
    see: 'Containers do not start: "iptables: No chain/target/match by that name".',
    why: 'A reload of firewalld, or a script that clears all rules, removed the engine’s own chains.',
    check: 'If the chain is missing, this is the cause.',
    remedy: 'Restart the engine after each such change: it creates its chains at startup.',
  },
};
