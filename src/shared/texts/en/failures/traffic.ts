/** Workers that do not reach each other, or only badly. */
export const trafficFailures = {
  16: {
    title: 'Destination Host Unreachable: no gossip on port 7946',
    see: 'A ping over the overlay prints "Destination Host Unreachable" from the container’s own address. The journal has "could not resolve peer … timed out resolving peer by querying the cluster".',
    why: 'The node does not know which machine the other worker is behind. Engines tell each other through gossip (serf) on port 7946, TCP and UDP, in both directions; something on the path drops it.',
    check:
      'On each node: does anything listen on 7946, does the other node’s TCP port answer, does a rule drop it? (A silent ping, without "unreachable", is failure 17.)',
    remedy:
      'Open 7946 for TCP and UDP in every firewall between the nodes, including cloud firewalls, in both directions. Then restart the engines.',
  },
  17: {
    title: 'A ping prints nothing: VXLAN on port 4789/udp is dropped',
    see: 'A ping over the overlay gets nothing back: 100 % packet loss, with no mention of an unreachable host.',
    why: 'The nodes know about each other, so packets are sent; the tunnel carries them in UDP packets to port 4789, and these are dropped on the path.',
    check:
      'Start this on both nodes and ping from a worker while it runs. Packets that leave one node and do not reach the other are dropped between them; if they arrive and nothing goes back, look at that node’s own rules.',
    remedy: 'Open 4789/udp in every firewall between the nodes, in both directions.',
  },
  18: {
    title: 'Ping works, TCP does not (VMware)',
    see: 'Pings over the overlay get replies; iperf or a web request never gets an answer. The nodes are VMware virtual machines.',
    why: 'The virtual network card vmxnet3 computes wrong checksums for wrapped packets, and the other end drops them.',
    check: 'Is tx-checksum-ip-generic on, with the driver vmxnet3? (You may need to install ethtool.)',
    remedy: 'Turn it off on every node, with the name of your interface. This lasts until the machine restarts.',
  },
  19: {
    title: 'Small pings pass, transfers hang: the MTU',
    see: 'Pings work, but iperf, a download or an SSH session over the overlay hangs after the first bytes.',
    why: 'The tunnel adds 50 bytes to each packet. If the network between the nodes carries less than 1500 bytes, full packets of the overlay (1450) no longer fit and are dropped.',
    check:
      'From a worker: 1422 bytes plus headers are a full packet of the overlay. Then find out how large a packet between the nodes can be.',
    remedy:
      'Create the overlay with an MTU 50 below that of the network between the nodes (here 1400), and start the workers on it again.',
  },
  20: {
    title: 'The overlay is slow',
    see: 'iperf over the overlay shows much less than between the nodes themselves.',
    why: 'Wrapping costs time per packet, and small packets cost most. The tutorial measured about 70 %. Encryption, a small MTU, or lost packets cost much more.',
    check: 'Compare both figures, measured at about the same time; look at Retr (retransmissions) and at the MTUs.',
    remedy:
      'Some loss is the price of the tunnel. Where the network between the nodes can carry large packets (jumbo frames, MTU 9000), raise the MTU of the interfaces and the overlay; otherwise repeat with several streams.',
  },
  38: {
    title: 'The overlay works, outside access does not',
    see: 'Workers reach each other, but nothing outside: traffic through eth1 gets no reply.',
    why: 'eth1 leads through docker_gwbridge and the node. That needs forwarding: net.ipv4.ip_forward is 0, or a rule drops forwarded packets.',
    check: 'ip_forward must be 1; if the FORWARD policy is DROP, the engine’s own rules must be there.',
    remedy: 'Turn forwarding on and restart the engine, which creates its rules.',
  },
};
