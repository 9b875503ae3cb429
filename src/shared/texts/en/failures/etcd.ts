/** etcd itself: its versions, its v2 API, its members and their data. */
export const etcdFailures = {
  3: {
    title: 'etcd answers 404: its v2 API is disabled',
    see: '"404 page not found" from etcd, or from the engine "client: response is invalid json. The endpoint is probably not valid etcd cluster endpoint".',
    why: 'Docker speaks only etcd’s old API, version 2. etcd 3.4 and 3.5 still have it, but disabled by default.',
    check: 'With the API enabled the answer is JSON that starts with {"action":"get"; with the API disabled it is 404.',
    remedy:
      'Start every member with --enable-v2. The member that the app creates has it. If you started one by hand, stop it and start it again with this option; for a service, add it to the ExecStart line.',
  },
  4: {
    title: 'etcd does not know --enable-v2',
    see: 'etcd ends at once with "flag provided but not defined: -enable-v2" or "unknown flag: --enable-v2".',
    why: 'etcd 3.6 removed the v2 API that Docker needs. (etcd up to 3.3 does not know the option either, but has the API enabled.)',
    check: '2.2 to 3.5 work; 3.6 and later do not.',
    remedy:
      'Use etcd 3.5 or older. The app can bring a release along: it stays in the lab’s own folder, and the installed etcd stays as it is.',
  },
  5: {
    title: 'EOF from etcd’s v2 API',
    see: 'Requests to /v2/keys end with "EOF" or "unexpected EOF", although etcd runs and is healthy.',
    why: 'etcd 3.5 can serve HTTP and gRPC on different ports. The client connected to the port that speaks only gRPC.',
    check:
      'Look at etcd’s arguments: which addresses does it have for --listen-client-urls, and which for --listen-client-http-urls?',
    remedy: 'Point the engine at the HTTP port, or remove --listen-client-http-urls, so that one port serves both.',
  },
  6: {
    title: 'etcd works here, but not from the other node',
    see: '"client: etcd cluster is unavailable or misconfigured", and only on a node that uses another node’s etcd.',
    why: 'etcd tells its clients which address to use from then on. A member that advertises localhost or 0.0.0.0 sends the other node to itself.',
    check: 'In "clientURLs" each member must have its node’s address.',
    remedy: 'Start that member with --advertise-client-urls and the node’s own address (here an example).',
  },
  7: {
    title: 'member … has already been bootstrapped',
    see: 'etcd ends with "member … has already been bootstrapped".',
    why: 'The other members know this one from before, but its data is gone: as a new member it may not take the old one’s place.',
    check:
      'See what etcd wrote last, and whether its data folder is there. (overlay-lab-etcd is the app’s own service; one started by hand writes to its terminal.)',
    remedy:
      'In a lab, start all members from scratch: undo the lab’s etcd and run it again. In a cluster whose data you need, remove the member and add it again from a healthy one, then start it with --initial-cluster-state existing.',
  },
  8: {
    title: 'etcd: cluster ID mismatch',
    see: 'The members do not find each other; their logs say "request cluster ID mismatch" or "request sent was ignored (cluster ID mismatch)".',
    why: 'A member still has the data of an earlier cluster, with another identity.',
    check: 'See in the log which member is refused, and whether an old data folder is in use.',
    remedy:
      'Start all members together with empty data folders. For the app’s members: undo etcd and run again. Members started by hand, as in the tutorial, keep their data in NAME.etcd in the folder where they were started: move it away, on all nodes, before the next start.',
  },
  9: {
    title: 'etcd does not write: one of two members is down',
    see: 'Reading works sometimes, writing does not: "context deadline exceeded", "etcdserver: request timed out", and networks can be neither created nor removed.',
    why: 'etcd commits only what more than half of its members have seen. With two members that means both: two tolerate no failure, three tolerate one.',
    check: 'Check the health of each member, with your nodes’ addresses.',
    remedy:
      'Bring the member back. "run" does this for the app’s own; for a lab that must survive a failure, use one member or three.',
  },
  57: {
    title: 'The ports of etcd are blocked between the nodes',
    see: 'Each member runs, and none of them is healthy: elections never end. Or only clients of another node’s member fail.',
    why: 'Members talk with each other on 2380, clients with them on 2379, both TCP. A rule on a node drops that, in one direction or in both.',
    check: 'Look for rules about these ports, and try them from the other node.',
    remedy: 'Open 2379 and 2380 for TCP between the nodes.',
  },
  58: {
    title: 'A member of etcd is stopped',
    see: 'The lab works; one member does not answer. One more failure, and nothing can be written.',
    why: 'More than half of the members are still running, so the store works. The stopped one counts as lost until it is back.',
    check: 'See whether it runs, and how it ended.',
    remedy: 'Start it again.',
  },
};
